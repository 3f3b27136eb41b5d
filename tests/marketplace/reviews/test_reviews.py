"""Reviews: sealed until both are in or the time is over, once each, one reply, only where money was paid."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from kernel.actors import Actor
from marketplace.notices.models import Notice
from marketplace.reviews import actions, queries, states, windows
from marketplace.reviews.actions import Opinion
from marketplace.reviews.errors import UnableToReply, UnableToReview
from marketplace.reviews.models import CRITERIA, Review, Round
from tests.marketplace import stage
from tests.marketplace.stage import NOON, days

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opening")]
CLOSES = datetime(2026, 3, 17, 0, 0, tzinfo=UTC)


def _ended():
    work = stage.OPENINGS["delivered"]()
    work.approve()
    work.end()
    stage.tick(NOON)
    return work


OPENINGS = {"ended": _ended} | stage.OPENINGS


@pytest.fixture
def ended(work):
    return work


def write(work, user, stars: int = 5, at=NOON, text: str = "A joy."):
    opinion = Opinion(dict.fromkeys(CRITERIA, stars), text, "Only for you.")
    return actions.review(contract=work.fresh(), opinion=opinion, actor=Actor.of(user), at=at)


@pytest.mark.parametrize(
    ("ended_at", "closes_at"),
    [
        (datetime(2026, 3, 2, 12, tzinfo=UTC), datetime(2026, 3, 17, tzinfo=UTC)),
        (datetime(2026, 3, 2, 0, tzinfo=UTC), datetime(2026, 3, 16, tzinfo=UTC)),
        (datetime(2026, 3, 2, 0, 0, 1, tzinfo=UTC), datetime(2026, 3, 17, tzinfo=UTC)),
        (datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC), datetime(2026, 3, 17, tzinfo=UTC)),
    ],
)
def test_the_window_has_14_whole_days_and_closes_at_midnight(ended_at, closes_at):
    assert windows.closes_at(ended_at, days(14)) == closes_at


def test_one_review_is_sealed_and_the_second_opens_both(ended, clara, felix):
    write(ended, clara)
    assert not queries.shown().exists()
    assert not queries.figures([ended.contract.freelancer_id])
    write(ended, felix, 4)
    assert queries.shown().count() == 2
    found = queries.figures([ended.contract.freelancer_id, ended.contract.client_id])
    assert str(found[ended.contract.freelancer_id]["rating"]) == "5.0"
    assert found[ended.contract.client_id] == {"rating": 4, "reviews": 1}


def test_a_review_alone_is_shown_when_the_window_closes(ended, clara, felix):
    write(ended, clara)
    stage.tick(CLOSES - days(0, 1))
    assert Round.objects.get().state == states.OPEN
    stage.tick(CLOSES)
    assert (Round.objects.get().state, Round.objects.get().shown_at) == (states.SHOWN, CLOSES)
    assert queries.shown().count() == 1
    with pytest.raises(UnableToReview, match="over"):
        write(ended, felix, at=CLOSES)


def test_the_last_second_counts_and_the_next_does_not(ended, clara, felix):
    write(ended, clara, at=CLOSES - days(0, 1))
    with pytest.raises(UnableToReview, match="over"):
        write(ended, felix, at=CLOSES)


def test_a_second_review_of_one_side_is_refused(ended, clara):
    write(ended, clara)
    with pytest.raises(UnableToReview, match="already"):
        write(ended, clara, 1)
    assert Review.objects.get().quality == 5


def test_nobody_reviews_a_running_contract_or_one_in_which_nothing_was_paid(delivered, work, clara):
    with pytest.raises(UnableToReview, match="ended"):
        write(delivered, clara)
    delivered.refund()
    delivered.end()
    with pytest.raises(UnableToReview, match="paid"):
        write(delivered, clara)


def test_a_stranger_has_no_say(ended, nils):
    with pytest.raises(UnableToReview, match="not part"):
        write(ended, nils)


@pytest.mark.parametrize("stars", [0, 6])
def test_stars_go_from_one_to_five(ended, clara, stars):
    with pytest.raises(UnableToReview, match="one to five"):
        write(ended, clara, stars)


LACKING = [
    (dict.fromkeys(list(CRITERIA)[1:], 5), "A joy.", "one to five"),
    (dict.fromkeys([*CRITERIA, "charm"], 5), "A joy.", "one to five"),
    (dict.fromkeys(CRITERIA, 5), " \n", "a few words"),
]


@pytest.mark.parametrize(("scores", "text", "said"), LACKING)
def test_each_point_has_its_stars_and_a_review_its_words(ended, clara, scores, text, said):
    with pytest.raises(UnableToReview, match=said):
        actions.review(contract=ended.fresh(), opinion=Opinion(scores, text), actor=Actor.of(clara), at=NOON)
    assert not Review.objects.exists()


def test_the_end_of_a_contract_opens_its_reviews_and_both_are_told(ended, clara, felix):
    assert (Round.objects.get().state, Round.objects.get().closes_at) == (states.OPEN, CLOSES)
    told = Notice.objects.filter(kind__startswith="review_round.open:").values_list("member__user", flat=True)
    assert set(told) == {clara.pk, felix.pk}


def test_the_mean_goes_to_the_nearest_tenth(ended, clara, felix):
    """25 stars in six points are 4.1666."""
    scores = dict.fromkeys(CRITERIA, 4) | {"quality": 5}
    actions.review(contract=ended.fresh(), opinion=Opinion(scores, "Good."), actor=Actor.of(clara), at=NOON)
    write(ended, felix)
    number = ended.contract.freelancer_id
    assert str(queries.figures([number])[number]["rating"]) == "4.2"
    assert str(Review.objects.get(about=number).mean) == "4.2"


def test_one_reply_within_28_days_by_the_one_who_was_reviewed(ended, clara, felix):
    about_felix = write(ended, clara)
    his = {"actor": Actor.of(felix), "text": "Thank you."}
    with pytest.raises(UnableToReply, match="not shown"):
        actions.reply(review=about_felix, **his, at=NOON)
    write(ended, felix)
    with pytest.raises(UnableToReply, match="Only the person"):
        actions.reply(review=about_felix, text="Me!", actor=Actor.of(clara), at=NOON)
    with pytest.raises(UnableToReply, match="over"):
        actions.reply(review=about_felix, **his, at=NOON + days(28))
    with pytest.raises(UnableToReply, match="write your reply"):
        actions.reply(review=about_felix, **his | {"text": " "}, at=NOON)
    actions.reply(review=about_felix, **his, at=NOON + days(28, -1))
    with pytest.raises(UnableToReply, match="already"):
        actions.reply(review=about_felix, **his, at=NOON + days(28, -1))


def test_the_review_page_keeps_what_was_typed_and_takes_the_whole(ended, client_for, atelier, clara, felix):
    from kernel import clock
    from marketplace.contracts.models import Contract

    Contract.objects.update(ended_at=clock.now())
    Round.objects.update(opened_at=clock.now(), closes_at=clock.now() + days(10))
    hers, url = client_for(atelier, clara), reverse("reviews:review", args=[ended.contract.uuid])
    answer = hers.post(url, {"text": "Half a review"})
    assert answer.status_code == 422 and "Half a review" in answer.content.decode()
    told = {"text": "Whole", "private_note": "Between us"}
    assert hers.post(url, told | dict.fromkeys(CRITERIA, "4")).status_code == 302
    assert Review.objects.get().private_note == "Between us"
    his = client_for(atelier, felix).get(url).content.decode()
    assert "Whole" not in his
    write(ended, felix, at=clock.now())
    room, profile = ended.contract.get_absolute_url(), ended.contract.freelancer.get_absolute_url()
    assert "Between us" not in client_for(atelier, felix).get(room).content.decode()
    for page in (client_for(atelier, felix).get(url), client_for(atelier).get(profile)):
        assert "Whole" in page.content.decode() and "Between us" not in page.content.decode()


def test_once_the_time_is_over_the_page_asks_for_nothing_and_takes_nothing(ended, client_for, atelier, clara, felix):
    """The contract ended in March, and browsers read today's clock."""
    hers, url = client_for(atelier, clara), reverse("reviews:review", args=[ended.contract.uuid])
    assert 'name="text"' not in hers.get(url).content.decode()
    answer = hers.post(url, {"text": "Too late"} | dict.fromkeys(CRITERIA, "4"))
    assert answer.status_code == 409 and "is over" in answer.content.decode()
    assert not Review.objects.exists()

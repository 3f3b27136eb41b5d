"""From a move to the list, the number, and the letter box: once each, for those whom the table names."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils import translation

from kernel import clock
from kernel.history import relay
from kernel.moves import Life, Role, move
from marketplace.contracts import actions as contracts
from marketplace.jobs import actions as jobs
from marketplace.members.models import Member
from marketplace.notices import actions, deliveries, handlers, queries, registry
from marketplace.notices.models import Notice, Preference
from marketplace.notices.tasks import mail_notice
from tenants import dispatching, tasks
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opening")]
AT = make.AT


def told():
    while relay.run():
        pass
    return [(notice.member.name, notice.kind) for notice in Notice.objects.order_by("id")]


def _offer():
    """An offer that its freelancer has been told of."""
    offer = make.offer()
    told()
    return offer


OPENINGS = {"offer": _offer}


@pytest.fixture
def offer(opened):
    return opened


def test_an_offer_tells_the_freelancer_and_not_its_maker():
    make.proposal()
    told()
    Notice.objects.all().delete()
    make.offer(make.Proposal.objects.get())
    assert told() == [("Felix", "offer.make:freelancer")]


def test_whoever_made_an_offer_hears_once_that_it_is_accepted(offer):
    Notice.objects.all().delete()
    contracts.accept_offer(offer=offer, actor=make.actor(offer.freelancer), at=AT)
    assert [kind for name, kind in told() if name == "Clara"] == ["contract.hire:client"]


def test_what_is_told_no_more_still_reads_as_it_was_told():
    params = {"freelancer": "Felix", "offer": "Rig a quadruped"}
    was = actions.notify(
        member=make.client(), kind="offer.accept:client", params=params, url="/offers/", key="then", at=AT
    )
    assert queries.spoken(was).title == "Felix accepted your offer “Rig a quadruped”."
    assert "offer.accept:client" not in str(registry.kinds())


def test_told_twice_is_told_once():
    make.proposal()
    first = told()
    entry = handlers.Entry.objects.filter(verb="submit").get()
    handlers.tell(entry)
    assert told() == first
    assert ("Clara", "proposal.submit:client") in first


def test_a_silent_move_tells_nobody():
    proposal = make.proposal()
    before = told()
    jobs.shortlist(proposal=proposal, actor=make.actor(proposal.job.client), at=AT)
    assert told() == before


def test_a_notice_is_read_in_the_readers_language_with_her_money(offer):
    notice = Notice.objects.get(kind="offer.make:freelancer")
    assert queries.spoken(notice).title == "Clara offers you “Rig a quadruped” for $600.00."
    with translation.override("de"):
        assert "600,00" in queries.spoken(notice).title


def test_a_mail_goes_out_once_in_the_brand_of_the_marketplace(offer):
    notice = Notice.objects.get(kind="offer.make:freelancer")
    mail.outbox.clear()
    assert deliveries.mail_notice(notice.pk, at=AT) is True
    assert deliveries.mail_notice(notice.pk, at=AT) is False
    (letter,) = mail.outbox
    assert letter.to == ["felix@example.com"]
    assert letter.subject == "Clara offers you “Rig a quadruped” for $600.00."
    assert "Atelier" in letter.from_email and "Atelier" in letter.body
    assert "http://atelier.localhost" in letter.body and notice.url in letter.body
    assert "Guildhall" not in letter.body + letter.alternatives[0][0]


def _owed(**ago) -> set[int]:
    """The letters there are, of so long ago."""
    Notice.objects.update(created_at=clock.real() - timedelta(**ago))
    return set(Notice.objects.filter(is_mailed=True).values_list("pk", flat=True))


def test_a_letter_whose_message_was_lost_leaves_at_a_later_visit_once(offer, queue):
    queue.messages()  # taken by a worker that was killed
    owed = _owed(minutes=4)

    def visited() -> int:
        tasks.tend.delay()
        queue.run()
        return Notice.objects.filter(pk__in=owed).exclude(mailed_at=None).count()

    assert visited() == 0, "they may still be on their way"
    _owed(minutes=6)
    assert visited() == len(owed) > 0
    assert not owed & set(deliveries.forgotten(clock.real()))


def test_a_letter_that_cannot_leave_is_tried_again_once_an_hour(offer, queue):
    queue.messages()
    owed = _owed(minutes=6)
    for _visit in range(2):
        dispatching.tend()
    sent = [args[0] for headers, args, _ in queue.messages() if headers["task"] == mail_notice.name]
    assert sorted(number for number in sent if number in owed) == sorted(owed) != []


def test_letters_that_nobody_is_sent_are_not_looked_for_for_ever(offer):
    notice = Notice.objects.get(kind="offer.make:freelancer")
    hours = {number: notice.created_at + timedelta(hours=number) for number in (1, 25)}
    assert notice.pk in deliveries.forgotten(hours[1])
    assert deliveries.forgotten(hours[25]) == []
    Member.objects.filter(pk=notice.member_id).update(is_sample=True)
    assert notice.pk not in deliveries.forgotten(hours[1])


def test_who_wants_no_mail_gets_none_and_still_reads_it():
    felix = make.freelancer()
    kind = "offer.make:freelancer"
    actions.prefer(member=felix, in_app=[kind], by_email=[], kinds=[kind], actor=make.actor(felix), at=AT)
    make.offer(make.proposal(worker=felix))
    told()
    notice = Notice.objects.get(kind=kind)
    assert (notice.is_shown, notice.is_mailed) == (True, False)
    assert deliveries.mail_notice(notice.pk, at=AT) is False


def test_who_wants_neither_is_not_told():
    felix = make.freelancer()
    kind = "offer.make:freelancer"
    actions.prefer(member=felix, in_app=[], by_email=[], kinds=[kind], actor=make.actor(felix), at=AT)
    make.offer(make.proposal(worker=felix))
    told()
    assert not Notice.objects.filter(kind=kind).exists()


def test_a_choice_for_every_kind_is_kept_at_once_and_can_be_made_again(django_assert_num_queries):
    felix, kinds = make.freelancer(), ["offer.make:freelancer", "jobs.propose", "contract.accept:client"]
    actions.prefer(member=felix, in_app=kinds, by_email=kinds, kinds=kinds, actor=make.actor(felix), at=AT)
    with django_assert_num_queries(3):  # a savepoint, the statement, the savepoint's end
        actions.prefer(member=felix, in_app=kinds[:1], by_email=kinds[1:2], kinds=kinds, actor=make.actor(felix), at=AT)
    kept = Preference.objects.filter(member=felix).values_list("kind", "in_app", "by_email")
    assert sorted(kept) == sorted([(kinds[0], True, False), (kinds[1], False, True), (kinds[2], False, False)])


def test_a_life_that_promises_news_without_words_does_not_start():
    life = Life("parcel", "sent", [move("arrive", Role.CLOCK, "sent", to="there", tells=(Role.CLIENT,))])
    with pytest.raises(ImproperlyConfigured, match="arrive"):
        registry.register(life, audience=lambda entry: None, words={})


def test_the_list_shows_ones_own_news_and_opening_reads_it(offer, atelier, client_for):
    browser = client_for(atelier, offer.freelancer.user)
    assert "Clara offers you" in browser.get(reverse("notices:list")).content.decode()
    assert browser.get(reverse("notices:count")).json()["unread"] == 1
    notice = Notice.objects.get(kind="offer.make:freelancer")
    answer = browser.post(reverse("notices:opening", args=[notice.pk]))
    assert answer["Location"] == offer.get_absolute_url()
    assert browser.get(reverse("notices:count")).json()["unread"] == 0


def test_nobody_opens_anothers_news(offer, atelier, client_for):
    notice = Notice.objects.get(kind="offer.make:freelancer")
    make.member("Nils", works=True)
    browser = client_for(atelier, make.user("Nils"))
    assert browser.post(reverse("notices:opening", args=[notice.pk])).status_code == 404
    assert Notice.objects.get(pk=notice.pk).read_at is None
    assert "Clara offers you" not in browser.get(reverse("notices:list")).content.decode()


def test_who_made_the_move_is_not_told_of_it():
    make.job()  # posting promises news to the client, and the client did it
    assert told() == []

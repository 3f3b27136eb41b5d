"""The owner's time limits: what begins uses those of that moment, and what runs keeps its own."""

import pytest

from kernel import history
from kernel.actors import SYSTEM, Actor
from marketplace.contracts import queries as contracts
from marketplace.escrow.models import Release
from marketplace.jobs.models import Job, Offer
from marketplace.reviews.models import Round
from marketplace.windows import actions, queries
from marketplace.windows.errors import UnableToLimit
from tests.marketplace import stage
from tests.marketplace.stage import NOON, days

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opening")]
OPENINGS = stage.OPENINGS


def limit(**numbers):
    return actions.set_windows(days=numbers, actor=SYSTEM, at=NOON)


def test_before_the_owner_says_anything_the_usual_limits_hold():
    usual = queries.current()
    names = ("release", "offer", "job", "warn", "hold", "review", "reply", "bonus")
    assert [usual.of(name).days for name in names] == [14, 7, 30, 5, 5, 14, 28, 365]


def test_a_delivery_is_released_after_the_owners_days_and_not_a_second_before(funded):
    limit(release_days=3)
    funded.deliver()
    stage.tick(NOON + days(3, -1))
    assert funded.milestone().state == "submitted"
    stage.tick(NOON + days(3))
    assert funded.milestone().state == "released"


def test_a_delivery_that_waits_keeps_the_limit_it_began_with(delivered):
    limit(release_days=3)
    stage.tick(NOON + days(14, -1))
    assert delivered.milestone().state == "submitted"
    assert delivered.milestone().review_ends_at == NOON + days(14)
    stage.tick(NOON + days(14))
    assert delivered.milestone().state == "released"


def test_an_offer_stands_for_the_owners_days(clara, felix):
    stage.publish_fees()
    limit(offer_days=2)
    offer = stage.offered(clara, felix, "500.00")
    limit(offer_days=30)
    stage.tick(NOON + days(2, -1))
    assert Offer.objects.get(pk=offer.pk).state == "pending"
    stage.tick(NOON + days(2))
    assert Offer.objects.get(pk=offer.pk).state == "expired"


def test_a_quiet_job_is_warned_of_and_ends_when_the_owner_says(clara, felix):
    stage.publish_fees()
    limit(job_days=10, warn_days=4)
    job = stage.offered(clara, felix, "500.00").job
    limit(job_days=90, warn_days=4)
    for at, state in ((days(6, -1), "open"), (days(6), "expiring"), (days(10, -1), "expiring"), (days(10), "expired")):
        stage.tick(NOON + at)
        assert Job.objects.get(pk=job.pk).state == state


def test_the_security_hold_is_the_owners_and_a_running_one_keeps_its_own(delivered):
    limit(hold_days=1)
    delivered.approve()
    limit(hold_days=60)
    stage.tick(NOON + days(1, -1))
    assert Release.objects.get().state == "pending"
    stage.tick(NOON + days(1))
    assert Release.objects.get().state == "available"


def test_without_a_hold_the_money_can_be_withdrawn_at_once(delivered):
    limit(hold_days=0)
    delivered.approve()
    stage.tick(NOON)
    assert Release.objects.get().state == "available"


def test_reviews_replies_and_bonuses_follow_the_owner(delivered):
    limit(review_days=2, reply_days=3, bonus_days=4)
    delivered.approve()
    delivered.end()
    stage.tick(NOON)
    limit(review_days=90, reply_days=90, bonus_days=900)
    closes = Round.objects.get().closes_at
    assert closes.date() == (NOON + days(3)).date() and closes.hour == 0
    stage.tick(closes)
    contract = delivered.fresh()
    assert contracts.bonus_possible(contract, NOON + days(4))
    assert not contracts.bonus_possible(contract, NOON + days(4, 1))
    assert Round.objects.get().reply_until == closes + days(90)  # shown under the new limit


@pytest.mark.parametrize(
    ("numbers", "field"),
    [
        ({"release_days": 0}, "release_days"),
        ({"release_days": 91}, "release_days"),
        ({"hold_days": -1}, "hold_days"),
        ({"job_days": 5, "warn_days": 5}, "warn_days"),
    ],
)
def test_limits_that_make_no_sense_are_refused_and_change_nothing(numbers, field):
    with pytest.raises(UnableToLimit) as refused:
        limit(**numbers)
    assert refused.value.field == field
    assert queries.current().pk is None


def test_the_history_keeps_the_old_number_beside_the_new(olga):
    row = actions.set_windows(days={"hold_days": 9}, actor=Actor.of(olga), at=NOON)
    entry = history.of(row).get()
    assert (entry.verb, entry.data["changed"]) == ("set", {"hold_days": [5, 9]})

"""The clock's moves: a second early is no, on the dot is yes, late is the same, twice is once."""

import pytest

from kernel import history
from kernel.actors import Actor
from marketplace.contracts import actions, states
from tests.marketplace import stage
from tests.marketplace.stage import NOON, days

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opening")]
OPENINGS = stage.OPENINGS


def test_work_is_released_14_days_after_its_delivery_and_not_a_second_before(delivered):
    stage.tick(NOON + days(14, -1))
    assert delivered.milestone().state == states.SUBMITTED
    stage.tick(NOON + days(14))
    assert delivered.milestone().state == states.RELEASED
    assert delivered.books()["pending"] == 38000


def test_a_late_clock_gives_the_same_result(delivered):
    stage.tick(NOON + days(17))
    released = history.of(delivered.milestone()).get(verb="release")
    assert (released.at, released.actor_kind) == (NOON + days(14), "clock")
    assert delivered.milestone().closed_at == NOON + days(14)
    stage.tick(NOON + days(19))
    assert delivered.books()["available"] == 38000


def test_the_14_days_stop_while_changes_are_asked_and_begin_anew(delivered):
    delivered.ask_changes(at=NOON + days(13))
    stage.tick(NOON + days(40))
    assert delivered.milestone().state == states.CHANGES_REQUESTED
    delivered.deliver(at=NOON + days(41))
    stage.tick(NOON + days(55, -1))
    assert delivered.milestone().state == states.SUBMITTED
    stage.tick(NOON + days(55))
    assert delivered.milestone().state == states.RELEASED


def test_seven_days_of_silence_give_the_money_back(funded):
    funded.request_cancel()
    stage.tick(NOON + days(7, -1))
    assert funded.milestone().state == states.CANCEL_REQUESTED
    stage.tick(NOON + days(7))
    assert (funded.milestone().state, funded.books()["credit"]) == (states.REFUNDED, 53000)


def test_a_freelancer_who_goes_on_keeps_the_money_where_it_is(funded, felix):
    funded.request_cancel()
    milestone = funded.milestone()
    actions.refuse_cancel(milestone=milestone, answer="Nearly done.", actor=Actor.of(felix), at=NOON + days(1))
    stage.tick(NOON + days(8))
    assert (funded.milestone().state, funded.books()["funds"]) == (states.FUNDED, 50000)
    funded.deliver(at=NOON + days(9))
    assert funded.milestone().state == states.SUBMITTED


def test_a_paused_contract_takes_no_payment_but_its_clock_runs_on(delivered, clara):
    who = {"actor": Actor.of(clara), "at": NOON}
    actions.pause(contract=delivered.fresh(), **who)
    with pytest.raises(Exception, match="no new work"):
        actions.propose(contract=delivered.fresh(), title="More", amount=stage.usd("10"), **who)
    stage.tick(NOON + days(14))
    assert delivered.milestone().state == states.RELEASED
    actions.resume(contract=delivered.fresh(), **who)
    assert delivered.fresh().state == states.ACTIVE

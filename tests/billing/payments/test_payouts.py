"""A freelancer withdraws what is hers, and never more."""

from datetime import timedelta

import pytest

from billing.ledger import accounts
from billing.ledger.models import Freeze
from billing.payments import actions, outbox, states
from billing.payments.errors import UnableToPayOut
from billing.payments.models import Payout
from kernel import history, timers
from kernel.actors import CLOCK, Actor
from tests.billing.payments.cast import FELIX, NOON, available, balance, clearing, usd

pytestmark = pytest.mark.django_db


@pytest.fixture
def withdraw(felix):
    return lambda amount: actions.request_payout(member_id=FELIX, amount=usd(amount), actor=Actor.of(felix), at=NOON)


def settle():
    timers.run_due(NOON)
    outbox.send_due(NOON)


def test_a_payout_leaves_available_at_once_and_clearing_when_it_is_paid(earned, method, withdraw):
    earned("490.00")
    payout = withdraw("490.00")
    assert (available(), balance(accounts.payout(payout.pk))) == ("0.00 USD", "490.00 USD")
    settle()
    payout.refresh_from_db()
    assert payout.state == states.PAID
    assert (available(), balance(accounts.payout(payout.pk)), clearing()) == ("0.00 USD", "0.00 USD", "0.00 USD")
    assert [e.verb for e in history.of(payout)] == ["request", "queue", "send", "pay"]


def test_one_cent_more_than_is_available_is_refused_and_nothing_moves(earned, method, withdraw):
    earned("490.00")
    with pytest.raises(UnableToPayOut, match="more than you have"):
        withdraw("490.01")
    assert (available(), Payout.objects.count()) == ("490.00 USD", 0)


def test_a_payout_that_fails_gives_the_money_back(earned, method, withdraw):
    earned("540.06")
    payout = withdraw("540.06")
    settle()
    payout.refresh_from_db()
    assert (payout.state, payout.failure) == (states.FAILED, "The bank account was closed.")
    assert available() == "540.06 USD"


def test_a_gateway_that_times_out_after_paying_pays_once(earned, method, withdraw):
    earned("1080.14")
    payout = withdraw("540.07")
    settle()
    payout.refresh_from_db()
    assert payout.state == states.QUEUED
    outbox.send_due(NOON + timedelta(hours=1))
    payout.refresh_from_db()
    assert payout.state == states.PAID
    assert clearing() == "540.07 USD"


def test_a_new_method_waits_three_days_to_the_second(earned, felix):
    earned("490.00")
    actor = Actor.of(felix)
    actions.add_payout_method(member_id=FELIX, holder="Felix", account="12345678", actor=actor, at=NOON)
    outbox.send_due(NOON)
    for wait, works in ((timedelta(days=3) - timedelta(seconds=1), False), (timedelta(days=3), True)):
        try:
            actions.request_payout(member_id=FELIX, amount=usd("1.00"), actor=actor, at=NOON + wait)
            assert works
        except UnableToPayOut as refused:
            assert not works
            assert "three days" in str(refused)


def test_a_payee_the_gateway_refused_is_never_paid(earned, felix):
    earned("490.00")
    actor = Actor.of(felix)
    actions.add_payout_method(member_id=FELIX, holder="Felix", account="11110000", actor=actor, at=NOON)
    outbox.send_due(NOON)
    with pytest.raises(UnableToPayOut, match="not verified"):
        actions.request_payout(member_id=FELIX, amount=usd("1.00"), actor=actor, at=NOON + timedelta(days=9))


def test_without_a_method_one_is_told_to_add_one(earned, withdraw):
    earned("490.00")
    with pytest.raises(UnableToPayOut, match="add a payout method"):
        withdraw("1.00")


def test_an_account_that_a_payout_still_needs_is_not_removed(earned, felix, method, withdraw):
    earned("490.00")
    payout, actor = withdraw("100.00"), Actor.of(felix)
    for state in (states.REQUESTED, states.QUEUED):
        Payout.objects.filter(pk=payout.pk).update(state=state)
        with pytest.raises(UnableToPayOut, match="has not been sent yet"):
            actions.remove_payout_method(method=method, actor=actor, at=NOON)
        method.refresh_from_db()
        assert method.removed_at is None and method.sealed
    Payout.objects.filter(pk=payout.pk).update(state=states.SENT)
    actions.remove_payout_method(method=method, actor=actor, at=NOON)
    assert method.removed_at == NOON and method.sealed == ""


def test_frozen_books_stop_new_payouts_and_hold_back_requested_ones(earned, method, withdraw):
    earned("490.00")
    payout = withdraw("100.00")
    freeze = Freeze.objects.create(frozen_at=NOON)
    with pytest.raises(UnableToPayOut, match="paused"):
        withdraw("1.00")
    settle()
    payout.refresh_from_db()
    assert payout.state == states.REQUESTED
    Freeze.objects.filter(pk=freeze.pk).update(lifted_at=NOON)
    later = NOON + timedelta(minutes=1)
    assert actions.queue_waiting(actor=CLOCK, at=later) == 1
    outbox.send_due(later)
    payout.refresh_from_db()
    assert payout.state == states.PAID


def test_a_request_taken_back_makes_the_money_available_again(earned, method, withdraw, felix):
    earned("490.00")
    payout = withdraw("490.00")
    actions.cancel_payout(payout=payout, actor=Actor.of(felix), at=NOON)
    settle()
    payout.refresh_from_db()
    assert (payout.state, available()) == (states.CANCELLED, "490.00 USD")


def test_bank_details_are_sealed_and_only_the_last_four_are_shown(method):
    assert method.label == "•••• 3042"
    assert "532013042" not in method.sealed

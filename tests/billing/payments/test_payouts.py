"""A freelancer withdraws what is hers, and never more."""

from datetime import timedelta

import pytest

from billing.ledger import accounts
from billing.ledger.models import Freeze
from billing.payments import actions, outbox, states
from billing.payments.errors import UnableToPayOut
from billing.payments.gateways import GATEWAYS, seam
from billing.payments.gateways.seam import Order
from billing.payments.models import GatewayChoice, Payout, PayoutMethod, SandboxPiece
from kernel import history, timers
from kernel.actors import CLOCK, GATEWAY, SYSTEM, Actor
from kernel.money import Money
from tests.billing.payments.cast import FELIX, NOON, available, balance, clearing, usd
from tests.billing.racing import race_once_free

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


@pytest.fixture
def sent(earned, method, withdraw):
    """490.00 were earned, 100.00 of them are asked for and paid."""
    earned("490.00")
    payout = withdraw("100.00")
    settle()
    payout.refresh_from_db()
    assert payout.state == states.PAID
    return payout


def verbs(payout) -> list[str]:
    return [entry.verb for entry in history.of(payout)]


@pytest.mark.parametrize("amount", [Money(0, "USD"), Money(-1, "USD")])
def test_nothing_and_less_cannot_be_withdrawn(earned, method, felix, amount):
    earned("490.00")
    with pytest.raises(UnableToPayOut, match="more than zero"):
        actions.request_payout(member_id=FELIX, amount=amount, actor=Actor.of(felix), at=NOON)
    assert not Payout.objects.exists()


def test_what_stripe_cannot_send_is_refused_when_it_is_asked_for(method, felix):
    PayoutMethod.objects.update(gateway="stripe")
    with pytest.raises(UnableToPayOut, match="last decimal"):
        actions.request_payout(member_id=FELIX, amount=Money(10_001, "KWD"), actor=Actor.of(felix), at=NOON)
    assert not Payout.objects.exists()


def test_an_account_that_was_removed_is_paid_no_more(earned, method, withdraw, felix):
    earned("490.00")
    newer = actions.add_payout_method(
        member_id=FELIX, holder="Felix", account="99887766", actor=Actor.of(felix), at=NOON.replace(month=2)
    )
    outbox.send_due(NOON)
    actions.remove_payout_method(method=newer, actor=Actor.of(felix), at=NOON)
    assert withdraw("1.00").method == method
    settle()
    actions.remove_payout_method(method=method, actor=Actor.of(felix), at=NOON)
    with pytest.raises(UnableToPayOut, match="add a payout method"):
        withdraw("1.00")


def test_a_payee_refused_between_the_request_and_the_call_is_not_paid(earned, method, withdraw):
    earned("490.00")
    payout = withdraw("490.00")
    PayoutMethod.objects.update(status=PayoutMethod.REFUSED)
    settle()
    payout.refresh_from_db()
    assert (payout.state, available()) == (states.FAILED, "490.00 USD")
    assert not SandboxPiece.objects.filter(kind=seam.PAY_OUT).exists()


def test_what_the_bank_sends_back_is_available_again_once(sent):
    order = Order("back", usd("100.00"), target=sent.external_id)
    GATEWAYS["sandbox"].reverse(order, key="back", at=NOON)
    for _ in range(3):
        actions.refresh_payout(payout=sent, actor=GATEWAY, at=NOON)
    assert (sent.state, available(), clearing()) == (states.RETURNED, "490.00 USD", "490.00 USD")
    assert verbs(sent) == ["request", "queue", "send", "pay", "return"]


def test_paid_and_sent_back_before_we_heard_of_either_is_both(earned, method, withdraw):
    earned("1080.14")
    payout = withdraw("540.07")  # the sandbox acts and does not answer
    settle()
    piece = SandboxPiece.objects.get(kind=seam.PAY_OUT)
    SandboxPiece.objects.filter(pk=piece.pk).update(status=seam.RETURNED)
    outbox.send_due(NOON + timedelta(hours=1))
    payout.refresh_from_db()
    assert (payout.state, verbs(payout)[2:]) == (states.RETURNED, ["send", "pay", "return"])
    assert (available(), clearing(), balance(accounts.payout(payout.pk))) == (
        "1080.14 USD",
        "1080.14 USD",
        "0.00 USD",
    )


def test_older_news_of_a_payout_change_nothing(sent):
    for status in (seam.PROCESSING, seam.OPEN, seam.FAILED, seam.SUCCEEDED):
        SandboxPiece.objects.filter(external_id=sent.external_id).update(status=status)
        actions.refresh_payout(payout=sent, actor=GATEWAY, at=NOON)
    assert (sent.state, verbs(sent)) == (states.PAID, ["request", "queue", "send", "pay"])
    assert (available(), clearing()) == ("390.00 USD", "390.00 USD")


def test_a_payout_by_card_is_not_marked_by_hand_and_a_transfer_only_with_its_own_verbs(sent, method, withdraw):
    with pytest.raises(UnableToPayOut, match="Only bank transfers"):
        actions.mark_payout(payout=sent, verb="return", actor=SYSTEM, at=NOON)
    by_hand = withdraw("50.00")
    Payout.objects.filter(pk=by_hand.pk).update(gateway="manual")
    for verb in ("cancel", "queue", "request", "burn"):
        with pytest.raises(UnableToPayOut, match="Only bank transfers"):
            actions.mark_payout(payout=by_hand, verb=verb, actor=SYSTEM, at=NOON)
    assert (by_hand.state, available()) == (states.REQUESTED, "340.00 USD")


def test_a_transfer_that_comes_back_is_the_freelancers_again(earned, felix):
    GatewayChoice.objects.create(gateway="manual", chosen_at=NOON)
    actor = Actor.of(felix)
    actions.add_payout_method(member_id=FELIX, holder="F", account="12345678", actor=actor, at=NOON.replace(month=1))
    outbox.send_due(NOON)
    earned("490.00", "manual")
    payout = actions.request_payout(member_id=FELIX, amount=usd("490.00"), actor=actor, at=NOON)
    settle()
    for verb in ("send", "pay", "return"):
        actions.mark_payout(payout=payout, verb=verb, actor=SYSTEM, at=NOON)
    assert (payout.state, available(), clearing("manual")) == (states.RETURNED, "490.00 USD", "490.00 USD")


def test_while_the_books_are_frozen_the_clock_comes_again_every_quarter_of_an_hour(earned, method, withdraw):
    earned("490.00")
    payout = withdraw("100.00")
    freeze = Freeze.objects.create(frozen_at=NOON)
    timers.run_due(NOON)
    timers.run_due(NOON + timedelta(minutes=15))
    payout.refresh_from_db()
    assert payout.state == states.REQUESTED
    Freeze.objects.filter(pk=freeze.pk).update(lifted_at=NOON)
    assert timers.next_due() == NOON + timedelta(minutes=30)
    timers.run_due(NOON + timedelta(minutes=30))
    payout.refresh_from_db()
    assert payout.state == states.QUEUED


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_one_answer_take_it_on_once_and_neither_stumbles(earned, method, withdraw, atelier):
    earned("1080.14")
    payout = withdraw("540.07")
    settle()
    piece = SandboxPiece.objects.get(kind=seam.PAY_OUT)
    Payout.objects.filter(pk=payout.pk).update(external_id=piece.external_id)
    jobs = [lambda: actions.refresh_payout(payout=Payout.objects.get(), actor=GATEWAY, at=NOON).state] * 2
    assert race_once_free(payout, *jobs, tenant=atelier) == [states.PAID] * 2
    assert (verbs(payout), clearing()) == (["request", "queue", "send", "pay"], "540.07 USD")


@pytest.mark.django_db(transaction=True)
def test_a_method_removed_while_a_payout_to_it_is_asked_for_is_not_paid(earned, method, withdraw, felix, atelier):
    earned("490.00")

    def remove():
        return actions.remove_payout_method(method=method, actor=Actor.of(felix), at=NOON)

    removed, refused = race_once_free(method, remove, lambda: withdraw("100.00"), tenant=atelier)
    assert removed.removed_at == NOON and isinstance(refused, UnableToPayOut)
    assert (available(), Payout.objects.count()) == ("490.00 USD", 0)

"""Money back to a client: never more than came in, once, and only when the gateway says so."""

import pytest

from billing.ledger import accounts, posting
from billing.payments import actions, outbox, states
from billing.payments.errors import UnableToRefund
from billing.payments.gateways import sandbox, seam
from billing.payments.models import GatewayChoice, Outgoing, Refund, SandboxPiece
from kernel import history
from kernel.actors import GATEWAY, SYSTEM
from kernel.errors import NotAllowed
from tests.billing.payments.cast import CLARA, NOON, balance, clearing, usd
from tests.billing.racing import race_once_free

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(ask):
    """`paid("600.00")`: Clara has paid, and all of it is her credit again."""

    def came_in(amount: str = "600.00"):
        collection = ask(amount)
        sandbox.pay(collection.external_id, sandbox.SUCCEEDS, at=NOON)
        actions.refresh_collection(collection=collection, actor=GATEWAY, at=NOON)
        moves = [posting.Move(accounts.clearing("sandbox"), accounts.credit(CLARA), usd(amount))]
        posting.post(key=f"test:{amount}", kind="test", moves=moves, effective_at=NOON)
        return collection

    return came_in


def give_back(collection, amount: str, reference: str = "milestone:1") -> Refund:
    return actions.request_refund(collection=collection, amount=usd(amount), reference=reference, actor=SYSTEM, at=NOON)


def sent(refund) -> Refund:
    outbox.send_due(NOON)
    refund.refresh_from_db()
    return refund


def credit() -> str:
    return balance(accounts.credit(CLARA))


def verbs(row) -> list[str]:
    return [entry.verb for entry in history.of(row)]


def test_one_reference_is_one_refund(paid):
    collection = paid()
    first = give_back(collection, "100.00")
    assert give_back(collection, "100.00") == first
    assert (Refund.objects.count(), Outgoing.objects.filter(kind="refund").count()) == (1, 1)
    sent(first)
    assert (credit(), clearing()) == ("500.00 USD", "500.00 USD")


def test_what_never_came_in_is_not_given_back(ask):
    with pytest.raises(UnableToRefund, match="has not arrived"):
        give_back(ask(), "100.00")
    assert not Refund.objects.exists() and not Outgoing.objects.filter(kind="refund").exists()


@pytest.mark.parametrize("amount", ["0.00", "-1.00"])
def test_nothing_and_less_is_no_refund(paid, amount):
    with pytest.raises(UnableToRefund, match="more than is left"):
        give_back(paid(), amount)
    assert not Refund.objects.exists()


def test_all_refunds_together_are_no_more_than_came_in(paid):
    collection = paid()
    give_back(collection, "400.00", "a")
    with pytest.raises(UnableToRefund, match="more than is left"):
        give_back(collection, "200.01", "b")
    give_back(collection, "200.00", "c")
    assert [str(row.amount) for row in Refund.objects.order_by("pk")] == ["400.00 USD", "200.00 USD"]


def test_what_stays_as_credit_leaves_room_for_another_refund(paid):
    collection = paid("1040.08")
    kept = sent(give_back(collection, "1040.08", "a"))  # the sandbox fails each refund that ends in 40.08
    assert kept.state == states.FAILED
    actions.credit_refund(refund=kept, actor=SYSTEM, at=NOON)
    assert kept.done_at == NOON
    assert sent(give_back(collection, "1040.00", "b")).state == states.SUCCEEDED
    assert credit() == "0.08 USD"


def test_a_failed_refund_is_tried_again_as_another_call_and_takes_its_new_name(paid):
    failed = sent(give_back(paid("540.08"), "540.08"))
    first = failed.external_id
    assert (failed.state, failed.failure) == (states.FAILED, "The card was closed.")
    actions.retry_refund(refund=failed, actor=SYSTEM, at=NOON)
    assert (failed.state, failed.attempt, failed.external_id) == (states.RETRIED, 2, "")
    again = sent(failed)
    assert again.external_id not in ("", first) and again.state == states.FAILED
    assert list(Outgoing.objects.filter(kind="refund").values_list("state", flat=True)) == ["failed", "failed"]
    assert verbs(again) == ["request", "fail", "retry", "fail"]


def test_a_card_refund_is_not_marked_by_hand(paid):
    refund = give_back(paid(), "100.00")
    with pytest.raises(UnableToRefund, match="Only bank transfers"):
        actions.mark_refund(refund=refund, actor=SYSTEM, at=NOON)
    assert (refund.state, credit()) == (states.REQUESTED, "600.00 USD")


def test_a_bank_transfer_that_went_out_is_marked_once(ask):
    GatewayChoice.objects.create(gateway="manual", chosen_at=NOON)
    collection = ask("600.00")
    actions.confirm_receipt(collection=collection, received=usd("600.00"), actor=SYSTEM, at=NOON)
    moves = [posting.Move(accounts.clearing("manual"), accounts.credit(CLARA), usd("600.00"))]
    posting.post(key="test:manual", kind="test", moves=moves, effective_at=NOON)
    refund = sent(give_back(collection, "600.00"))
    assert (refund.state, credit()) == (states.SUBMITTED, "600.00 USD")
    actions.mark_refund(refund=refund, actor=SYSTEM, at=NOON)
    assert (refund.state, refund.done_at, credit()) == (states.SUCCEEDED, NOON, "0.00 USD")
    with pytest.raises(NotAllowed):
        actions.mark_refund(refund=refund, actor=SYSTEM, at=NOON)
    assert clearing("manual") == "0.00 USD"


def test_news_of_a_refund_count_once_and_older_ones_change_nothing(paid):
    refund = sent(give_back(paid(), "100.00"))
    assert refund.external_id
    for status in (seam.SUCCEEDED, seam.PROCESSING, seam.FAILED):
        SandboxPiece.objects.filter(external_id=refund.external_id).update(status=status)
        actions.refresh_refund(refund=refund, actor=GATEWAY, at=NOON)
    assert (refund.state, verbs(refund), credit()) == (states.SUCCEEDED, ["request", "succeed"], "500.00 USD")


@pytest.mark.django_db(transaction=True)
def test_two_refunds_at_once_are_no_more_than_came_in(paid, atelier):
    collection = paid()
    jobs = [lambda name=name: give_back(collection, "400.00", name) for name in "ab"]
    results = race_once_free(collection, *jobs, tenant=atelier)
    assert sorted(type(result).__name__ for result in results) == ["Refund", "UnableToRefund"]
    assert Refund.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_one_answer_take_it_on_once_and_neither_stumbles(paid, atelier):
    refund = sent(give_back(paid(), "100.00"))
    Refund.objects.filter(pk=refund.pk).update(state=states.RETRIED)  # as if nobody had heard yet
    jobs = [lambda: actions.refresh_refund(refund=Refund.objects.get(), actor=GATEWAY, at=NOON).state] * 2
    assert race_once_free(refund, *jobs, tenant=atelier) == [states.SUCCEEDED] * 2
    assert (verbs(refund), credit()) == (["request", "succeed", "succeed"], "500.00 USD")

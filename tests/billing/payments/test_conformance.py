"""One suite for all gateways: the same story is told through the sandbox, bank transfer and Stripe."""

from datetime import timedelta

import pytest

from billing.ledger import accounts
from billing.payments import actions, outbox, states
from billing.payments.errors import UnableToRefund
from billing.payments.gateways import GATEWAYS
from billing.payments.gateways.seam import Declined, Order
from billing.payments.models import GatewayChoice, Outgoing
from billing.stripe_gateway.fake import conservation
from kernel import history, timers
from kernel.actors import GATEWAY, Actor
from tests.billing.payments.cast import CLARA, FELIX, NOON, available, balance, clearing, usd
from tests.billing.payments.rigs import LATER, RIGS, book

pytestmark = pytest.mark.django_db


def test_every_gateway_has_a_rig_and_every_door_of_the_seam():
    assert set(RIGS) == set(GATEWAYS)
    doors = (
        "collect",
        "refund",
        "onboard",
        "payee_status",
        "pay_out",
        "reverse",
        "parse_webhook",
        "fetch",
        "answers_since",
    )
    for gateway in GATEWAYS.values():
        assert all(callable(getattr(gateway, door)) for door in doors)


def test_a_payment_is_asked_for_and_confirmed_once(rig, paid):
    assert (paid.state, paid.gateway, paid.received_minor) == (states.CONFIRMED, rig.name, 60000)
    actions.refresh_collection(collection=paid, actor=GATEWAY, at=LATER)
    assert [entry.verb for entry in history.of(paid)] == ["request", "confirm"]


def test_the_same_key_twice_acts_once(rig):
    gateway, order = GATEWAYS[rig.name], Order("ref-1", usd("10.00"), return_url="/")
    first = gateway.collect(order, key="k1", at=NOON)
    assert gateway.collect(order, key="k1", at=NOON).external_id == first.external_id
    assert gateway.collect(order, key="k2", at=NOON).external_id != first.external_id


def test_the_same_key_for_something_else_is_declined(rig):
    if rig.name == "manual":
        pytest.skip("bank transfer calls nobody, so there is nobody to decline")
    gateway = GATEWAYS[rig.name]
    gateway.collect(Order("ref-1", usd("10.00"), return_url="/"), key="k1", at=NOON)
    with pytest.raises(Declined):
        gateway.collect(Order("ref-1", usd("11.00"), return_url="/"), key="k1", at=NOON)


def test_a_payout_reaches_the_payee_and_clearing_comes_out_even(rig, paid, payee, felix, olga):
    book(accounts.clearing(rig.name), accounts.available(FELIX), "490.00")
    payout = actions.request_payout(member_id=FELIX, amount=usd("490.00"), actor=Actor.of(felix), at=LATER)
    timers.run_due(LATER)
    outbox.send_due(LATER)
    payout.refresh_from_db()
    rig.settle_payout(payout, Actor.of(olga))
    payout.refresh_from_db()
    assert payout.state == states.PAID
    assert (available(), clearing(rig.name), balance(accounts.payout(payout.pk))) == (
        "0.00 USD",
        "0.00 USD",
        "0.00 USD",
    )


def test_a_refund_goes_back_and_empties_the_clients_credit(rig, paid, clara, olga):
    book(accounts.clearing(rig.name), accounts.credit(CLARA), "600.00")
    refund = actions.request_refund(
        collection=paid, amount=usd("600.00"), reference="milestone:1:refund", actor=Actor.of(clara), at=LATER
    )
    outbox.send_due(LATER)
    refund.refresh_from_db()
    rig.settle_refund(refund, Actor.of(olga))
    refund.refresh_from_db()
    assert refund.state == states.SUCCEEDED
    assert (balance(accounts.credit(CLARA)), clearing(rig.name)) == ("0.00 USD", "0.00 USD")


def test_more_than_was_paid_is_not_given_back(rig, paid, clara):
    with pytest.raises(UnableToRefund, match="more than is left"):
        actions.request_refund(collection=paid, amount=usd("600.01"), reference="r", actor=Actor.of(clara), at=LATER)


@pytest.mark.parametrize(
    "path", ["post /v1/checkout/sessions", "post /v1/transfers", "post /v1/refunds", "post /v2/core/accounts"]
)
def test_stripe_acts_and_does_not_answer_and_is_settled_once(path, ask, clara, felix):
    GatewayChoice.objects.create(gateway="stripe", chosen_at=NOON)
    rig = RIGS["stripe"]
    with rig.world() as world:
        world.state["drop"].append(path)
    hour = timedelta(hours=1)
    collection = ask("600.00")
    outbox.send_due(NOON + hour)
    collection.refresh_from_db()
    rig.pay(collection, None)
    actor = Actor.of(felix)
    method = actions.add_payout_method(member_id=FELIX, holder="F", account="12345678", actor=actor, at=NOON)
    outbox.send_due(NOON)
    outbox.send_due(NOON + hour)
    method.refresh_from_db()
    rig.verify(method)
    book(accounts.clearing("stripe"), accounts.available(FELIX), "100.00")
    book(accounts.clearing("stripe"), accounts.credit(CLARA), "200.00")
    actions.request_payout(member_id=FELIX, amount=usd("100.00"), actor=actor, at=LATER)
    collection.refresh_from_db()
    actions.request_refund(collection=collection, amount=usd("200.00"), reference="r", actor=Actor.of(clara), at=LATER)
    timers.run_due(LATER)
    outbox.send_due(LATER)
    outbox.send_due(LATER + hour)
    assert set(Outgoing.objects.values_list("state", flat=True)) == {Outgoing.SENT}
    assert max(Outgoing.objects.values_list("attempts", flat=True)) == 2
    with rig.world() as world:
        counts = {kind: len(world.all(kind)) for kind in ("charge", "transfer", "refund", "v2.core.account")}
        assert counts == {"charge": 1, "transfer": 1, "refund": 1, "v2.core.account": 1}
        assert conservation.faults(world) == []
    assert clearing("stripe") == "0.00 USD"

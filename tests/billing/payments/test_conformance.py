"""One suite for all gateways: the same story is told through the sandbox, bank transfer and Stripe."""

from datetime import timedelta

import pytest
from django.db.models import F

from billing.ledger import accounts, posting, reconcile
from billing.ledger import actions as books
from billing.ledger import queries as ledger
from billing.payments import actions, outbox, states
from billing.payments.errors import UnableToRefund
from billing.payments.gateways import GATEWAYS, sandbox
from billing.payments.gateways.seam import Declined, Order
from billing.payments.models import Collection, GatewayChoice, Outgoing, Payout, Refund, SandboxPiece
from billing.stripe_gateway import actions as stripe_actions
from billing.stripe_gateway import client
from billing.stripe_gateway.fake import clock, conservation, people, sessions
from kernel import history, timers
from kernel.actors import GATEWAY, SYSTEM, Actor
from kernel.history import relay
from tests.billing.payments.cast import CLARA, FELIX, NOON, available, balance, clearing, usd

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=4)


class InSandbox:
    name = "sandbox"

    def pay(self, collection, actor):
        sandbox.pay(collection.external_id, sandbox.SUCCEEDS, at=NOON)
        actions.refresh_collection(collection=collection, actor=GATEWAY, at=NOON)

    def settle_payout(self, payout, actor): ...

    def settle_refund(self, refund, actor): ...

    def verify(self, method): ...


class ByHand(InSandbox):
    name = "manual"

    def pay(self, collection, actor):
        actions.confirm_receipt(collection=collection, received=collection.amount, actor=actor, at=NOON)

    def settle_payout(self, payout, actor):
        assert payout.state == states.QUEUED  # nobody has sent it before somebody says so
        actions.refresh_payout(payout=payout, actor=GATEWAY, at=LATER)
        actions.mark_payout(payout=payout, verb="send", actor=actor, at=LATER)
        actions.mark_payout(payout=payout, verb="pay", actor=actor, at=LATER)

    def settle_refund(self, refund, actor):
        actions.mark_refund(refund=refund, actor=actor, at=LATER)


class AtStripe(InSandbox):
    name = "stripe"

    def world(self):
        return client.fake_transport().store.open()

    def hear(self):
        stripe_actions.hear(connection=client.marketplace(), actor=GATEWAY, at=NOON)

    def pay(self, collection, actor):
        with self.world() as world:
            sessions.complete_checkout(world, collection.external_id, "pm_card_visa")
        self.hear()
        with self.world() as world:
            clock.catch_up(world, world.now + 3 * 86400)

    def verify(self, method):
        with self.world() as world:
            people.onboard(world, method.external_id)
        self.hear()


RIGS = {rig.name: rig for rig in (InSandbox(), ByHand(), AtStripe())}


@pytest.fixture(params=sorted(GATEWAYS))
def rig(request, db):
    GatewayChoice.objects.create(gateway=request.param, chosen_at=NOON)
    yield RIGS[request.param]
    if request.param == "stripe":
        with RIGS["stripe"].world() as world:
            assert conservation.faults(world) == []


@pytest.fixture
def paid(rig, ask, olga):
    collection = ask("600.00")
    rig.pay(collection, Actor.of(olga))
    collection.refresh_from_db()
    return collection


@pytest.fixture
def payee(rig, felix):
    method = actions.add_payout_method(
        member_id=FELIX, holder="Felix", account="DE89370400440532013042", actor=Actor.of(felix), at=NOON
    )
    outbox.send_due(NOON)
    method.refresh_from_db()
    rig.verify(method)
    return method


def book(debit, credit, amount):
    moves = [posting.Move(debit, credit, usd(amount))]
    posting.post(key=f"test:{debit}:{credit}", kind="test", moves=moves, effective_at=NOON)


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


def found() -> list[str]:
    """What the gateway is asked and what the books are checked for, said."""
    return [str(finding) for finding in (*reconcile.ask(LATER), *reconcile.run())]


def arrived(collection, amount: str = "600.00") -> None:
    """Booked as escrow books a payment."""
    moves = [posting.Move(accounts.clearing(collection.gateway), accounts.credit(CLARA), usd(amount))]
    posting.post(key=f"credit:{collection.uuid}", kind="test", moves=moves, effective_at=NOON)


def test_what_came_in_and_was_booked_adds_up_and_so_does_news_on_its_way(rig, paid):
    assert found() == []
    arrived(paid)
    assert found() == []
    relay.run()
    assert found() == []


def test_what_came_in_too_much_is_booked_before_the_rest_and_that_is_no_fault(ask):
    GatewayChoice.objects.create(gateway="manual", chosen_at=NOON)
    collection = ask("600.00")
    actions.confirm_receipt(collection=collection, received=usd("650.00"), actor=SYSTEM, at=NOON)
    assert (balance(accounts.credit(CLARA)), found()) == ("50.00 USD", [])
    relay.run()
    place = f"clearing:manual:USD, payment {collection.pk}"
    assert found() == [f"clearing = payments: {place} should be 650.00 USD and is 50.00 USD"]
    arrived(collection)
    assert found() == []


def test_paid_and_never_booked_is_found(rig, paid):
    relay.run()
    place = f"clearing:{rig.name}:USD, payment {paid.pk}"
    assert found() == [f"clearing = payments: {place} should be 600.00 USD and is 0.00 USD"]
    books.check_books(actor=SYSTEM, at=LATER)
    assert ledger.payouts_frozen()
    with pytest.raises(books.UnableToLift):
        books.lift_freeze(actor=SYSTEM, at=LATER)
    arrived(paid)
    assert books.lift_freeze(actor=SYSTEM, at=LATER) and not ledger.payouts_frozen()


def test_booked_and_never_paid_is_found(rig, ask):
    collection = ask("600.00")
    arrived(collection)
    place = f"clearing:{rig.name}:USD, payment {collection.pk}"
    assert found() == [f"clearing = payments: {place} should be 0.00 USD and is 600.00 USD"]
    if rig.name != "manual":  # what our staff confirmed is all there is to know of a bank transfer
        Collection.objects.update(state=states.CONFIRMED, received_minor=60000)
        assert found() == [f"payments = gateway: {place} should be 0.00 USD and is 600.00 USD"]
        books.check_books(actor=SYSTEM, at=LATER)
        assert ledger.payouts_frozen()


def test_booked_with_another_amount_is_found(rig, paid):
    arrived(paid, "599.99")
    place = f"clearing:{rig.name}:USD, payment {paid.pk}"
    assert found() == [f"clearing = payments: {place} should be 600.00 USD and is 599.99 USD"]
    if rig.name != "manual":
        Collection.objects.update(received_minor=59999)
        assert found() == [f"payments = gateway: {place} should be 600.00 USD and is 599.99 USD"]


def test_another_sum_than_was_asked_for_is_found_and_not_taken_on(ask):
    collection = ask("600.00")
    sandbox.pay(collection.external_id, sandbox.SUCCEEDS, at=NOON)
    SandboxPiece.objects.update(amount_minor=59_999)
    place = f"clearing:sandbox:USD, payment {collection.pk}"
    assert found() == [f"payments = gateway: {place} should be 599.99 USD and is 0.00 USD"]


def test_a_payment_whose_news_got_lost_is_taken_on_when_the_gateway_is_asked(rig, ask, monkeypatch):
    if rig.name == "manual":
        pytest.skip("a bank transfer has no news but what our staff say")
    collection = ask("600.00")
    monkeypatch.setattr(rig, "hear", lambda: None, raising=False)
    with monkeypatch.context() as deaf:
        deaf.setattr(actions, "refresh_collection", lambda **_: None)
        rig.pay(collection, None)
    collection.refresh_from_db()
    assert collection.state == states.OPEN
    assert found() == []
    collection.refresh_from_db()
    assert collection.state == states.CONFIRMED


def test_what_went_out_adds_up_until_a_cent_of_it_is_missing(rig, paid, payee, felix, clara, olga):
    arrived(paid)
    book(accounts.credit(CLARA), accounts.available(FELIX), "390.00")
    payout = actions.request_payout(member_id=FELIX, amount=usd("390.00"), actor=Actor.of(felix), at=LATER)
    refund = actions.request_refund(
        collection=paid, amount=usd("110.00"), reference="r", actor=Actor.of(clara), at=LATER
    )
    timers.run_due(LATER)
    outbox.send_due(LATER)
    for row, settle in ((payout, rig.settle_payout), (refund, rig.settle_refund)):
        row.refresh_from_db()
        settle(row, Actor.of(olga))
    relay.run()
    assert found() == [] and clearing(rig.name) == "100.00 USD"
    for model in (Payout, Refund):
        model.objects.update(amount_minor=F("amount_minor") - 1)
    short = {f"payout {payout.pk}": ("-390.00", "-389.99"), f"refund {refund.pk}": ("-110.00", "-109.99")}
    inward = [
        f"clearing = payments: clearing:{rig.name}:USD, {place} should be {row} USD and is {whole} USD"
        for place, (whole, row) in short.items()
    ]
    outward = [
        f"payments = gateway: clearing:{rig.name}:USD, {place} should be {whole} USD and is {row} USD"
        for place, (whole, row) in short.items()
    ]
    assert sorted(found()) == sorted(inward + (outward if rig.name != "manual" else []))


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

"""clearing = what the gateway reports: the same differences are looked for at every gateway."""

import pytest
from django.db.models import F

from billing.ledger import accounts, posting, reconcile
from billing.ledger import actions as books
from billing.ledger import queries as ledger
from billing.payments import actions, outbox, states
from billing.payments.gateways import sandbox
from billing.payments.models import Chargeback, Collection, GatewayChoice, Payout, Refund, SandboxPiece
from kernel import timers
from kernel.actors import SYSTEM, Actor
from kernel.history import relay
from tests.billing.payments.cast import CLARA, FELIX, NOON, balance, clearing, usd
from tests.billing.payments.rigs import LATER, book

pytestmark = pytest.mark.django_db


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


def test_a_dispute_that_nobody_told_us_of_is_taken_on_when_the_gateway_is_asked(rig, paid):
    arrived(paid)
    assert found() == [] and not Chargeback.objects.exists()
    rig.dispute(paid)
    disputed = [] if rig.name == "manual" else [paid]  # no bank takes a transfer back over its payee's head
    for _twice in range(2):
        assert found() == [] and [row.collection for row in Chargeback.objects.all()] == disputed
        assert clearing(rig.name) == ("0.00 USD" if disputed else "600.00 USD")


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

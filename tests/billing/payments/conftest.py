"""Money in a marketplace: Clara pays, Felix withdraws. Members are named by number here; billing knows no more."""

from datetime import datetime

import pytest

from billing.ledger import accounts, posting
from billing.payments import actions, outbox
from billing.payments.gateways import GATEWAYS
from billing.payments.models import GatewayChoice
from billing.stripe_gateway.fake import conservation
from kernel.actors import Actor
from tests.billing.payments.cast import CLARA, FELIX, NOON, usd
from tests.billing.payments.rigs import RIGS


@pytest.fixture
def requested(clara):
    """`requested("600.00")` is a payment Clara was asked for, of which the gateway has not been told yet."""

    def made(amount: str = "600.00", reference: str = "milestone:1", at: datetime = NOON):
        return actions.request_collection(
            purpose="funding",
            reference=reference,
            amount=usd(amount),
            payer_id=CLARA,
            return_url="/contracts/1/",
            actor=Actor.of(clara),
            at=at,
        )

    return made


@pytest.fixture
def ask(requested):
    """`ask("600.00")` is a payment Clara was asked for, already known to the gateway."""

    def asked(amount: str = "600.00", reference: str = "milestone:1"):
        collection = requested(amount, reference)
        outbox.send_due(NOON)
        collection.refresh_from_db()
        return collection

    return asked


@pytest.fixture
def earned(db):
    """`earned("490.00")` puts money into Felix's available account, as a release and its hold would."""

    def book(amount: str, gateway: str = "sandbox"):
        moves = [posting.Move(accounts.clearing(gateway), accounts.available(FELIX), usd(amount))]
        posting.post(key=f"test:{amount}:{gateway}", kind="test", moves=moves, effective_at=NOON)

    return book


@pytest.fixture
def method(db, felix):
    """Felix's verified payout method, past its three days."""
    made = actions.add_payout_method(
        member_id=FELIX,
        holder="Felix",
        account="DE89 3704 0044 0532 0130 42",
        actor=Actor.of(felix),
        at=NOON.replace(month=1),
    )
    outbox.send_due(NOON.replace(month=1))
    made.refresh_from_db()
    return made


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

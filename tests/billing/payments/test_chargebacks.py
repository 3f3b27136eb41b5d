"""The payer's bank takes a payment back: booked as owed at once, and settled by what becomes of it."""

import pytest

from billing.ledger import accounts, posting
from billing.ledger.models import Transfer
from billing.payments import actions, states
from billing.payments.gateways import sandbox, seam
from billing.payments.models import Chargeback, SandboxPiece
from kernel import history
from kernel.actors import GATEWAY, Actor
from tests.billing.payments.cast import NOON, balance, clearing, usd
from tests.billing.racing import race_once_free

pytestmark = pytest.mark.django_db


@pytest.fixture
def disputed(ask, clara):
    """Clara has paid 600.00 by a card whose bank takes them back."""
    collection = ask("600.00")
    moves = [posting.Move(accounts.clearing("sandbox"), accounts.funds("milestone", 1), usd("600.00"))]
    posting.post(key="test:fund", kind="test", moves=moves, effective_at=NOON)
    actions.pay_in_sandbox(collection=collection, card=sandbox.DISPUTED, actor=Actor.of(clara), at=NOON)
    collection.refresh_from_db()
    return collection


def piece() -> SandboxPiece:
    return SandboxPiece.objects.get(kind=seam.DISPUTE)


def hear(status: str = "") -> Chargeback | None:
    if status:
        SandboxPiece.objects.filter(kind=seam.DISPUTE).update(status=status)
    return actions.note_chargeback(gateway="sandbox", external_id=piece().external_id, actor=GATEWAY, at=NOON)


def owed(row) -> str:
    return balance(accounts.receivable(f"chargeback:{row.pk}"))


def verbs(row) -> list[str]:
    return [entry.verb for entry in history.of(row)]


def test_a_disputed_card_is_booked_as_owed_as_soon_as_it_is_paid(disputed):
    row = Chargeback.objects.get()
    assert (row.state, str(row.amount), row.collection) == (states.NEEDS_RESPONSE, "600.00 USD", disputed)
    assert (owed(row), clearing()) == ("600.00 USD", "0.00 USD")
    assert history.of(row).get().data["reference"] == disputed.reference


@pytest.mark.parametrize(
    ("said", "state", "left", "lost"),
    [
        (seam.SUCCEEDED, states.WON, "600.00 USD", "0.00 USD"),
        (seam.LOST, states.LOST, "0.00 USD", "600.00 USD"),
    ],
)
@pytest.mark.parametrize("answered", [True, False])
def test_won_brings_it_back_and_lost_is_a_loss(disputed, said, state, left, lost, answered):
    if answered:
        assert hear(seam.PROCESSING).state == states.UNDER_REVIEW
    row = hear(said)
    assert (row.state, owed(row)) == (state, "0.00 USD")
    assert (clearing(), balance(accounts.EXP_LOSS)) == (left, lost)
    end = {states.WON: "win", states.LOST: "lose"}[state]
    assert verbs(row) == ["open", *(["respond"] if answered else []), end]


def test_news_of_it_count_once_and_older_ones_change_nothing(disputed):
    for status in ("", "", seam.PROCESSING, seam.PROCESSING, seam.LOST, seam.LOST, seam.PROCESSING, seam.OPEN):
        row = hear(status)
    hear(seam.SUCCEEDED)
    assert Chargeback.objects.get().state == row.state == states.LOST
    assert verbs(row) == ["open", "respond", "lose"]
    assert Transfer.objects.filter(key__startswith="chargeback:").count() == 2
    assert clearing() == "0.00 USD"


def test_a_bank_may_take_back_a_part(disputed):
    Chargeback.objects.all().delete()
    SandboxPiece.objects.filter(kind=seam.DISPUTE).update(amount_minor=15_000)
    row = hear()
    assert (str(row.amount), owed(row)) == ("150.00 USD", "150.00 USD")


def test_a_dispute_about_a_payment_that_is_not_ours_is_none_of_our_business(disputed):
    Chargeback.objects.all().delete()
    SandboxPiece.objects.filter(kind=seam.DISPUTE).update(parent="sb_collect_of_somebody_else")
    assert hear() is None
    assert not Chargeback.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_one_verdict_take_it_on_once_and_neither_stumbles(disputed, atelier):
    SandboxPiece.objects.filter(kind=seam.DISPUTE).update(status=seam.LOST)
    results = race_once_free(disputed, *[lambda: hear().state] * 2, tenant=atelier)
    assert results == [states.LOST] * 2
    assert verbs(Chargeback.objects.get()) == ["open", "lose"]

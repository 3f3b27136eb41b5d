"""The payer's bank takes a payment back: booked as owed to the marketplace until it is won or lost."""

from datetime import datetime

from django.db import transaction

from billing.ledger import accounts, posting
from billing.ledger.posting import Move
from billing.payments import gateways, states
from billing.payments.gateways import seam
from billing.payments.gateways.seam import Outcome
from billing.payments.models import Chargeback, Collection
from kernel import transition
from kernel.actors import Actor
from kernel.moves import Role

VERBS = {seam.PROCESSING: "respond", seam.SUCCEEDED: "win", seam.LOST: "lose"}


def note_chargeback(*, gateway: str, external_id: str, actor: Actor, at: datetime) -> Chargeback | None:
    """Take on what a gateway says of a dispute of its own. None when it is about a payment that is not ours. Call
    outside of any transaction; twice is once."""
    outcome = gateways.get(gateway).fetch(seam.DISPUTE, external_id, at=at)
    with transaction.atomic():
        paid = Collection.objects.select_for_update().filter(gateway=gateway, external_id=outcome.parent).first()
        if paid is None:
            return None
        row = _opened(paid, outcome, actor, at)
        verb = VERBS.get(outcome.status, "")
        if states.CHARGEBACK.find(verb, Role.GATEWAY, row.state):
            transition.apply(states.CHARGEBACK, row, verb, role=Role.GATEWAY, actor=actor, at=at, data=_news(row, paid))
            _book(row, verb, at)
    return row


def _opened(paid: Collection, outcome: Outcome, actor: Actor, at: datetime) -> Chargeback:
    amount = outcome.amount or paid.amount
    facts = {
        "collection": paid,
        "state": states.NEEDS_RESPONSE,
        "amount_minor": amount.minor,
        "currency": amount.currency,
        "reason": outcome.failure[:60],
        "created_at": at,
    }
    row, fresh = Chargeback.objects.get_or_create(gateway=paid.gateway, external_id=outcome.external_id, defaults=facts)
    if fresh:
        transition.begin(states.CHARGEBACK, row, "open", role=Role.GATEWAY, actor=actor, at=at, data=_news(row, paid))
        _book(row, "open", at)
    return row


def _book(row: Chargeback, event: str, at: datetime) -> None:
    owed, clearing = accounts.receivable(f"chargeback:{row.pk}"), accounts.clearing(row.gateway)
    move = {
        "open": Move(owed, clearing, row.amount),
        "win": Move(clearing, owed, row.amount),
        "lose": Move(accounts.EXP_LOSS, owed, row.amount),
    }.get(event)
    if move:
        posting.post(key=f"chargeback:{row.pk}:{event}", kind=f"chargeback.{event}", moves=[move], effective_at=at)


def _news(row: Chargeback, paid: Collection) -> dict[str, object]:
    return {
        "purpose": paid.purpose,
        "reference": paid.reference,
        "amount_minor": row.amount_minor,
        "currency": row.currency,
        "collection": str(paid.uuid),
    }

"""What a person does on the pages where one pays."""

import time
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from billing.payments import outbox, play, queries
from billing.payments.actions.chargebacks import note_chargeback
from billing.payments.actions.collections import refresh_collection
from billing.payments.errors import UnableToCollect
from billing.payments.gateways import sandbox, seam
from billing.payments.models import Collection, Outgoing, SandboxPiece
from kernel.actors import GATEWAY, Actor

_PAUSE, _PAUSES = timedelta(milliseconds=100), 30  # a call to a gateway rarely takes longer than three seconds


def reach_gateway(*, collection: Collection, actor: Actor, at: datetime) -> Collection:
    """Make sure that the gateway knows of this payment, without waiting for the worker; where the worker or another
    tab is just telling it, wait a moment for what comes of that. Call outside of any transaction."""
    if not collection.external_id:
        row = Outgoing.objects.filter(key=f"collect:{collection.uuid}").first()
        ours = row is not None and outbox.send(row.pk, max(at, row.due_at) if row.attempts == 0 else at)
        collection.refresh_from_db()
        for _pause in range(0 if ours or row is None else _PAUSES):
            if collection.external_id:
                break
            time.sleep(_PAUSE.total_seconds())
            collection.refresh_from_db()
    return collection


def pay_in_sandbox(*, collection: Collection, card: str, actor: Actor, at: datetime) -> Collection:
    """Pay on the sandbox's page with a test card, and take on what came of it. Refused where the gateway has not been
    told of this payment within a moment, and where real money moves by now."""
    _still_playing()
    collection = reach_gateway(collection=collection, actor=actor, at=at)
    if not collection.external_id:
        raise UnableToCollect(_("This payment is just being prepared. Please try again in a moment."))
    sandbox.pay(collection.external_id, card, at=at)
    return _after(collection, at)


def answer_in_sandbox(*, collection: Collection, passed: bool, actor: Actor, at: datetime) -> Collection:
    """Answer the bank's question on the sandbox's page, and take on what came of it."""
    _still_playing()
    sandbox.answer_challenge(collection.external_id, passed=passed)
    return _after(collection, at)


def _still_playing() -> None:
    if queries.gateway_in_use() != play.SANDBOX:
        raise UnableToCollect(_("Test payments are over here. Please start this payment again."))


def _after(collection: Collection, at: datetime) -> Collection:
    collection = refresh_collection(collection=collection, actor=GATEWAY, at=at)
    for piece in SandboxPiece.objects.filter(parent=collection.external_id, kind=seam.DISPUTE):
        note_chargeback(gateway=collection.gateway, external_id=piece.external_id, actor=GATEWAY, at=at)
    return collection

"""Webhooks: verify the raw body, store once, answer; a worker takes them on by fetching the object again.

So the order in which they come, and how often, makes no difference: what counts is what Stripe says when asked.
"""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import stripe
from django.db import transaction

from billing.stripe_gateway.client import OPERATOR, Connection
from billing.stripe_gateway.models import InboxEvent
from kernel import timers

log = logging.getLogger(__name__)
TOLERANCE = 300
LEASE = timedelta(minutes=2)
SWEEP_BACK = timedelta(days=30)
# (operator's or a marketplace's, prefix of the event type) → what takes the object on.
Handler = Callable[[str, str, datetime], None]
_handlers: list[tuple[bool, str, Handler]] = []


class Forged(Exception):
    """Not from Stripe, too old, or of the other mode: answered with 400 and not stored."""


def handle(prefix: str, handler: Handler, *, operator: bool) -> None:
    """Have `handler(type, object id, at)` take on events whose type starts with `prefix`. It runs outside of any
    transaction, may run more than once for one event, and fetches the object itself."""
    if (operator, prefix, handler) not in _handlers:
        _handlers.append((operator, prefix, handler))


def receive(connection: Connection, body: bytes, signature: str, *, at: datetime) -> InboxEvent:
    """Verify one webhook and store it, once. Raises `Forged`."""
    if not connection.secret:
        raise Forged("This endpoint has no secret yet.")
    try:
        stripe.WebhookSignature.verify_header(body, signature, connection.secret, TOLERANCE)
        event = json.loads(body)
        # v2 events are thin: they name the object instead of carrying it.
        about = event.get("related_object") or event["data"]["object"]
        facts = (event["id"], event["type"], about.get("id") or "", event["livemode"])
    except (stripe.SignatureVerificationError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise Forged(str(wrong)) from wrong
    if bool(facts[3]) != connection.livemode:
        raise Forged("A live event at a test endpoint, or the other way round.")
    return _store(connection, facts[0], facts[1], facts[2], at)[0]


def _store(connection: Connection, event: str, kind: str, subject: str, at: datetime) -> tuple[InboxEvent, bool]:
    facts = {"type": kind[:80], "object_id": subject, "due_at": at, "received_at": at}
    with transaction.atomic():
        row, fresh = InboxEvent.objects.get_or_create(endpoint=connection.endpoint, event=event, defaults=facts)
        if fresh:
            _wake(row, at)
    return row, fresh


def _wake(row: InboxEvent, due_at: datetime) -> None:
    """A marketplace's worker comes by when there is something to do; the operator's looks every few seconds anyway."""
    if row.endpoint != OPERATOR:
        key = f"stripe_event:{row.pk}:{row.attempts}"
        timers.schedule("stripe_event", row.pk, "work", due_at=due_at, key=key)


def on_due(number: int, at: datetime) -> None:
    from billing.stripe_gateway import tasks

    transaction.on_commit(lambda: tasks.hear.delay())


timers.handle("stripe_event", "work")(on_due)


def work(connection: Connection, *, at: datetime, limit: int = 100) -> int:
    """Take on the stored events that are due. Returns how many were tried."""
    due = InboxEvent.objects.filter(endpoint=connection.endpoint, state=InboxEvent.NEW, due_at__lte=at)
    numbers = list(due.order_by("due_at", "id").values_list("pk", flat=True)[:limit])
    return sum(_work_one(number, at) for number in numbers)


def _work_one(number: int, at: datetime) -> bool:
    row = _lease(number, at)
    if row is None:
        return False
    found = [h for own, prefix, h in _handlers if own == (row.endpoint == OPERATOR) and row.type.startswith(prefix)]
    try:
        for handler in found:
            handler(row.type, row.object_id, at)
    except Exception as broken:  # kept on the row and tried again: one bad event stops nobody else
        log.exception("stripe event %s was not taken on", row.event)
        pause = timedelta(seconds=30 * 2 ** min(row.attempts, 10))
        InboxEvent.objects.filter(pk=number).update(due_at=at + pause, error=str(broken)[:300])
        _wake(row, at + pause)
        return True
    state = InboxEvent.DONE if found else InboxEvent.IGNORED
    InboxEvent.objects.filter(pk=number).update(state=state, done_at=at, error="")
    return True


def _lease(number: int, at: datetime) -> InboxEvent | None:
    """One worker at a time; a worker that dies gives the event back when its lease runs out."""
    with transaction.atomic():
        waiting = InboxEvent.objects.select_for_update(skip_locked=True)
        row = waiting.filter(pk=number, state=InboxEvent.NEW, due_at__lte=at).first()
        if row is None:
            return None
        row.attempts += 1
        InboxEvent.objects.filter(pk=number).update(due_at=at + LEASE, attempts=row.attempts)
    return row


def sweep(connection: Connection, *, at: datetime) -> int:
    """Fill gaps from Stripe's own list of events, back to thirty days. Returns how many were missing."""
    since = int((at - SWEEP_BACK).astimezone(UTC).timestamp())
    found = connection.api.v1.events.list({"created": {"gte": since}, "limit": 100})
    added = 0
    for event in found.auto_paging_iter():
        subject = getattr(event.data.object, "id", None) or ""
        added += _store(connection, event.id, event.type, subject, at)[1]
    return added

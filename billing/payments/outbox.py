"""Calls that leave for a gateway: written with the decision, made after the commit, each settled once.

`write()` belongs into the transaction that decides; `send_due()` makes the calls, outside of any transaction.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from billing.payments.gateways import seam
from billing.payments.gateways.seam import Outcome
from billing.payments.models import Outgoing
from kernel import timers

# Set by actions: kind → (make the call, take what came of it).
Call = Callable[[int, str, datetime], Outcome]
Take = Callable[[int, Outcome, datetime], None]
_kinds: dict[str, tuple[Call, Take]] = {}
LEASE = timedelta(minutes=2)
BACKOFF = (10, 30, 60, 300, 900, 3600)


def register(kind: str, call: Call, take: Take) -> None:
    _kinds[kind] = (call, take)


def write(*, kind: str, subject_id: int, key: str, at: datetime) -> Outgoing:
    """Leave a call to be made, once per key."""
    facts = {"kind": kind, "subject_id": subject_id, "due_at": at}
    row, fresh = Outgoing.objects.get_or_create(key=key, defaults=facts)
    if fresh:
        _wake(row.pk, 0, at)
    return row


def _wake(number: int, attempt: int, due_at: datetime) -> None:
    """Have the worker come by at `due_at`; whatever happens to the process that makes the call, somebody does."""
    timers.schedule("outgoing", number, "send", due_at=due_at, key=f"outgoing:{number}:{attempt}")


def send_due(at: datetime, limit: int = 50) -> int:
    """Make the calls that are due. Returns how many were tried."""
    due = Outgoing.objects.filter(state=Outgoing.WAITING, due_at__lte=at).order_by("due_at", "id")
    numbers = list(due.values_list("pk", flat=True)[:limit])
    return sum(send(number, at) for number in numbers)


def send(number: int, at: datetime) -> bool:
    """Make one call. A caller that dies after the gateway acted leaves the row: the next one repeats the same key."""
    if not _lease(number, at):
        return False
    row = Outgoing.objects.get(pk=number)
    call, take = _kinds[row.kind]
    try:
        outcome = call(row.subject_id, row.key, at)
    except seam.Unsure as unsure:
        again = at + timedelta(seconds=BACKOFF[min(row.attempts, len(BACKOFF)) - 1])
        with transaction.atomic():
            Outgoing.objects.filter(pk=number).update(due_at=again, error=str(unsure)[:300])
            timers.schedule("outgoing", number, "send", due_at=again, key=f"outgoing:{number}:again:{row.attempts}")
        return True
    except seam.Declined as declined:
        outcome = Outcome("", seam.FAILED, failure=str(declined)[:300])
    with transaction.atomic():
        ended = Outgoing.objects.filter(pk=number, state=Outgoing.WAITING)
        state = Outgoing.FAILED if outcome.status == seam.FAILED else Outgoing.SENT
        if ended.update(state=state, done_at=at, error=outcome.failure):
            take(row.subject_id, outcome, at)
    return True


def _lease(number: int, at: datetime) -> bool:
    """Only one worker makes the call at a time; a worker that dies gives it back when the lease runs out."""
    waiting = Outgoing.objects.filter(pk=number, state=Outgoing.WAITING, due_at__lte=at)
    with transaction.atomic():
        row = waiting.select_for_update(skip_locked=True).first()
        if row is None:
            return False
        Outgoing.objects.filter(pk=number).update(due_at=at + LEASE, attempts=row.attempts + 1)
        _wake(number, row.attempts + 1, at + LEASE)
    return True

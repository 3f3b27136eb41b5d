"""The relay tells subscribers what was recorded: after commit, at least once, however often the process is killed.

One entry is one transaction: its row is locked (SKIP LOCKED, so relays run side by side), each subscriber runs in a
savepoint, and `relayed_at` stands or falls with what they wrote. A kill before the commit undoes all of it, and the
entry is told again. A subscriber that fails holds nobody up: it is written down in Undelivered and tried again by
itself. Delivery runs on real time: a demo's moved clock makes no retry wait.
"""

import logging
import traceback
from datetime import datetime, timedelta

from django.db import connection, transaction

from kernel import clock, events
from kernel.history.models import Entry, Undelivered

log = logging.getLogger(__name__)
_FIRST_RETRY = timedelta(seconds=5)
_LAST_RETRY = timedelta(hours=6)
# Takes the oldest entry that nobody else is telling. The ORM takes longer to write this than PostgreSQL to do it.
_TAKE = """UPDATE kernel_entry SET relayed_at = %s WHERE id = (
    SELECT id FROM kernel_entry WHERE relayed_at IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
) RETURNING *"""
_PATIENCE = 12  # attempts of one subscriber, about six hours: after that nobody waits for it


def retry_delay(attempts: int) -> timedelta:
    """5 s after the first failure, doubling, at most 6 hours."""
    return min(_FIRST_RETRY * 2 ** min(attempts - 1, 20), _LAST_RETRY)


def run(limit: int = 500) -> int:
    """Tell up to `limit` entries and retries that wait; returns how many were handled. Two runs at once share
    the work."""
    told = 0
    while told < limit and _relay_next():
        told += 1
    while told < limit and _retry_next():
        told += 1
    return told


def next_due() -> datetime | None:
    """When the relay has something to do next: now when entries wait, else the first retry. Two indexed
    SELECTs."""
    if Entry.objects.filter(relayed_at__isnull=True).exists():
        return clock.real()
    return Undelivered.objects.order_by("retry_at").values_list("retry_at", flat=True).first()


def untold(subject_type: str, verb: str) -> set[int]:
    """The subjects of which this news is on its way: not told yet, or a subscriber failed on it and is soon tried
    again. Two indexed SELECTs."""
    waiting = Entry.objects.filter(relayed_at__isnull=True, subject_type=subject_type, verb=verb)
    missed = Undelivered.objects.filter(
        attempts__lte=_PATIENCE, entry__subject_type=subject_type, entry__verb=verb
    ).values_list("entry__subject_id", flat=True)
    return {*waiting.values_list("subject_id", flat=True), *missed}


def _relay_next() -> bool:
    with transaction.atomic():
        entry = next(iter(Entry.objects.raw(_TAKE, [clock.real()])), None)
        if entry is None:
            return False
        for handler in events.handlers_for(entry.event):
            error = _tell(handler, entry)
            if error:
                Undelivered.objects.create(
                    entry=entry, handler=events.name_of(handler), error=error, retry_at=clock.real() + retry_delay(1)
                )
    return True


def _retry_next() -> bool:
    with transaction.atomic():
        missed = (
            Undelivered.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(retry_at__lte=clock.real())
            .order_by("retry_at")
            .first()
        )
        if missed is None:
            return False
        entry = Entry.objects.get(pk=missed.entry_id)
        handlers = {events.name_of(handler): handler for handler in events.handlers_for(entry.event)}
        handler = handlers.get(missed.handler)
        error = _tell(handler, entry) if handler else f"Nobody called {missed.handler} subscribes any more."
        if not error:
            missed.delete()
            return True
        missed.attempts += 1
        missed.error = error
        missed.retry_at = clock.real() + retry_delay(missed.attempts)
        missed.save(update_fields=["attempts", "error", "retry_at"])
    return True


def _tell(handler: events.Handler, entry: Entry) -> str:
    """Call one subscriber in a savepoint; returns the traceback of its failure, or nothing."""
    try:
        with transaction.atomic():
            handler(entry)
    except Exception:
        if connection.needs_rollback or connection.connection is None or connection.connection.closed:
            raise  # the connection is gone: the whole entry is told again
        log.exception("history.undelivered", extra={"entry": entry.pk, "handler": events.name_of(handler)})
        return traceback.format_exc(limit=-8)
    return ""

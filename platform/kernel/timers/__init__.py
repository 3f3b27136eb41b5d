"""The clock as an actor: rows that say what is due, taken with SKIP LOCKED, handled with `due_at` as the
moment that counts, so that a late worker gives the same result and a doubled run changes nothing.

    @timers.handle("milestone", "accept")
    def auto_release(milestone_id: int, at: datetime) -> None:
        actions.accept(milestone=…, role=CLOCK, actor=actors.CLOCK, at=at)
"""

import logging
import traceback
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction

from kernel import errors
from kernel.timers.models import Timer

log = logging.getLogger(__name__)
Handler = Callable[[int, datetime], None]
_handlers: dict[tuple[str, str], Handler] = {}
_FIRST_RETRY = timedelta(seconds=30)
_LAST_RETRY = timedelta(hours=6)
# A timer being handled holds its lock while it waits for the object, so waiting for it here would be a deadlock. It is
# skipped: its handler finds the object moved on.
_CANCEL_KEY = """DELETE FROM kernel_timer WHERE id IN (
    SELECT id FROM kernel_timer WHERE key = %s FOR UPDATE SKIP LOCKED)"""
_CANCEL_STATE = """DELETE FROM kernel_timer WHERE id IN (
    SELECT id FROM kernel_timer WHERE life = %s AND subject_id = %s AND of_state FOR UPDATE SKIP LOCKED)"""


class NoHandler(LookupError):
    """A timer rang and nobody has said what to do: register it with `timers.handle(life, verb)`."""


def handle(life_name: str, verb: str) -> Callable[[Handler], Handler]:
    """Say what happens when the clock makes `verb` on a life. The function gets the object's id and the moment
    it was due; it runs in a transaction, re-reads the object and calls its action, whose refusal ends the
    matter."""

    def register(fn: Handler) -> Handler:
        known = _handlers.setdefault((life_name, verb), fn)
        if (known.__module__, known.__qualname__) != (fn.__module__, fn.__qualname__):
            raise ValueError(f"{life_name}.{verb} is already handled by {known.__module__}.{known.__qualname__}.")
        return fn

    return register


def handled() -> frozenset[tuple[str, str]]:
    """Each (life, verb) that has a handler, for the test that no timed move is without."""
    return frozenset(_handlers)


def schedule(life_name: str, subject_id: int, verb: str, *, due_at: datetime, key: str) -> bool:
    """Set a timer that no change of state cancels (a warning, a reminder). The same key again changes nothing
    and gives False. Belongs to the open transaction."""
    _, is_new = Timer.objects.get_or_create(
        key=key,
        defaults={"life": life_name, "subject_id": subject_id, "verb": verb, "due_at": due_at, "run_at": due_at},
    )
    return is_new


def cancel(key: str) -> None:
    """Take back a timer set by `schedule`; one that is being handled at this moment is left to its handler."""
    with connection.cursor() as cursor:
        cursor.execute(_CANCEL_KEY, [key])


def set_for_state(life_name: str, subject_id: int, verb: str, *, due_at: datetime, entry_id: int) -> None:
    """transition's timer of the state just entered; its key is the history row that began it."""
    _of_state(life_name, subject_id, verb, due_at, entry_id).save(force_insert=True)


def set_for_states(told: Iterable[tuple[str, int, str, datetime, int]]) -> None:
    """The same for many: life, subject's id, verb, due at, id of the history row. One INSERT."""
    Timer.objects.bulk_create(_of_state(*one) for one in told)


def _of_state(life_name: str, subject_id: int, verb: str, due_at: datetime, entry_id: int) -> Timer:
    return Timer(
        life=life_name,
        subject_id=subject_id,
        verb=verb,
        due_at=due_at,
        run_at=due_at,
        key=f"{life_name}:{subject_id}:{verb}:{entry_id}",
        of_state=True,
    )


def cancel_state(life_name: str, subject_id: int) -> None:
    """Stop the timers of the state that an object leaves."""
    with connection.cursor() as cursor:
        cursor.execute(_CANCEL_STATE, [life_name, subject_id])


def put_off(life_name: str, subject_id: int, verb: str, at: datetime) -> bool:
    """Whether the clock's move is due only after `at`: the state was entered anew, or the moment has not come."""
    rows = Timer.objects.filter(life=life_name, subject_id=subject_id, verb=verb, of_state=True)
    return rows.filter(due_at__gt=at).exists()


def next_due() -> datetime | None:
    """When the first timer wants to be tried, or None: what the dispatcher asks to skip idle marketplaces."""
    return Timer.objects.order_by("run_at").values_list("run_at", flat=True).first()


def run_due(now: datetime, limit: int = 500) -> int:
    """Handle the timers due at `now`, earliest first, one transaction each; returns how many were taken.
    Several runs at once share the work. What a handler raises is kept on the row and tried again later; nobody
    waits for it."""
    taken = 0
    while taken < limit and _run_next(now):
        taken += 1
    return taken


def _run_next(now: datetime) -> bool:
    with transaction.atomic():
        timer = (
            Timer.objects.select_for_update(skip_locked=True)
            .filter(run_at__lte=now)
            .order_by("run_at", "due_at", "id")
            .first()
        )
        if timer is None:
            return False
        error = _ring(timer)
        if error:
            timer.attempts += 1
            timer.error = error
            timer.run_at = now + min(_FIRST_RETRY * 2 ** min(timer.attempts - 1, 20), _LAST_RETRY)
            timer.save(update_fields=["attempts", "error", "run_at"])
        else:
            Timer.objects.filter(pk=timer.pk).delete()
    return True


def _ring(timer: Timer) -> str:
    """Call the handler in a savepoint; returns the traceback of its failure. `NotAllowed` and `TooLate` mean
    that the object has moved on: nothing is left to do."""
    try:
        with transaction.atomic():
            handler = _handlers.get((timer.life, timer.verb))
            if handler is None:
                raise NoHandler(f"Nothing handles {timer.life}.{timer.verb}: register it with timers.handle().")
            handler(timer.subject_id, timer.due_at)
    except (errors.NotAllowed, errors.TooLate):
        log.info("timer.moved_on", extra={"timer": timer.key})
    except Exception:
        if connection.needs_rollback or connection.connection is None or connection.connection.closed:
            raise
        log.exception("timer.failed", extra={"timer": timer.key})
        return traceback.format_exc(limit=-8)
    return ""

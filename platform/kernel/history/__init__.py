"""What happened: audit log, timeline and outbox in one table that only grows.

`record()` for a change without a life; `transition.apply()` writes its own row. `of()` reads one object's timeline.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from kernel import events
from kernel.actors import Actor
from kernel.history.models import Entry
from kernel.nouns import noun


class OutsideTransaction(RuntimeError):
    """A change and its history row must stand or fall together: open `transaction.atomic()` in the action."""


def must_be_in_a_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction("Open transaction.atomic() around the change and its history row.")


def record(
    subject: Model,
    verb: str,
    *,
    actor: Actor,
    at: datetime,
    data: dict[str, Any] | None = None,
    source: str = "",
    target: str = "",
) -> Entry:
    """Write the history row of a change, in the caller's open transaction; after commit its subscribers hear of
    `<noun>.<verb>`. `data` is JSON (dates, UUIDs and Money are understood). One INSERT."""
    must_be_in_a_transaction()
    entry = _entry(subject, verb, actor, at, data=data or {}, source=source, target=target)
    entry.save(force_insert=True)
    events.recorded()
    return entry


def record_all(births: Sequence[tuple[Model, datetime]], verb: str, *, actor: Actor, target: str = "") -> list[Entry]:
    """The first history rows of many objects of one kind, each with its moment, in the open transaction. One INSERT."""
    must_be_in_a_transaction()
    entries = Entry.objects.bulk_create(_entry(subject, verb, actor, at, target=target) for subject, at in births)
    events.recorded()
    return entries


def _entry(subject: Model, verb: str, actor: Actor, at: datetime, **told: Any) -> Entry:
    return Entry(
        at=at,
        verb=verb,
        subject_type=noun(subject),
        subject_id=subject.pk,
        actor_kind=actor.kind,
        actor_id=actor.user_id,
        actor_label=actor.label,
        **told,
    )


def of(subject: Model) -> QuerySet[Entry]:
    """One object's timeline, oldest first. One indexed SELECT when read."""
    return Entry.objects.filter(subject_type=noun(subject), subject_id=subject.pk).order_by("id")

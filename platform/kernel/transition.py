"""Make one move of a life: a conditional UPDATE, its history row and its timers, all or nothing.

Two at once: the database lets one through, the other gets `TooLate`. Nothing else may write a `state` column.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Expression, F, Model

from kernel import errors, history, timers
from kernel.actors import Actor
from kernel.history.models import Entry
from kernel.moves import BIRTH, Life, Move, Role
from kernel.nouns import noun


def apply(
    life: Life,
    obj: Model,
    verb: str,
    *,
    role: Role,
    actor: Actor,
    at: datetime,
    data: dict[str, Any] | None = None,
    fields: dict[str, Any] | None = None,
) -> Entry:
    """Move `obj` on by `verb`, writing `fields` in the same UPDATE, in the caller's open transaction.

    Raises `NotAllowed` when the table has no row for this verb, role and state, and `TooLate` when the object is no
    longer in the state it was read in, or when the clock's move has been put off. Costs an UPDATE and an INSERT, and a
    DELETE where the state left behind has timers; `obj` is up to date afterwards and its row stays locked until the end
    of the transaction.
    """
    history.must_be_in_a_transaction()
    _same_noun(life, obj)
    source = obj.state  # type: ignore[attr-defined]
    row = life.find(verb, role, source)
    if row is None:
        raise errors.NotAllowed()
    _move(obj, row, fields or {})
    if role is Role.CLOCK and timers.put_off(life.name, obj.pk, verb, at):
        raise errors.TooLate()
    entry = history.record(obj, verb, actor=actor, at=at, data=data, source=source, target=row.to)
    _wind(life, obj, entry, at)
    return entry


def begin(
    life: Life,
    obj: Model,
    verb: str,
    *,
    role: Role,
    actor: Actor,
    at: datetime,
    data: dict[str, Any] | None = None,
) -> Entry:
    """Write the first history row of an object just saved and set the timers of its state, in the open transaction. The
    life has a row `move(verb, role, BIRTH, to=<its state>, …)`; else `NotAllowed`."""
    history.must_be_in_a_transaction()
    _same_noun(life, obj)
    row = life.find(verb, role, BIRTH)
    if row is None or row.to != obj.state:  # type: ignore[attr-defined]
        raise errors.NotAllowed()
    entry = history.record(obj, verb, actor=actor, at=at, data=data, target=row.to)
    _wind(life, obj, entry, at)
    return entry


def begin_all(
    life: Life, births: Sequence[tuple[Model, datetime]], verb: str, *, role: Role, actor: Actor
) -> list[Entry]:
    """`begin` for many objects just saved in one state, each with the moment it began: one INSERT of history rows and
    one of timers."""
    history.must_be_in_a_transaction()
    if not births:
        return []
    state = births[0][0].state  # type: ignore[attr-defined]
    row = life.find(verb, role, BIRTH)
    if row is None or any(obj.state != row.to for obj, _at in births):  # type: ignore[attr-defined]
        raise errors.NotAllowed()
    for obj, _at in births:
        _same_noun(life, obj)
    entries = history.record_all(births, verb, actor=actor, target=state)
    timers.set_for_states(
        (life.name, obj.pk, timed.verb, due_at, entry.pk)
        for (obj, at), entry in zip(births, entries, strict=True)
        for timed in life.timed(state)
        if (due_at := timed.due_at(obj, at)) is not None
    )
    return entries


def _same_noun(life: Life, obj: Model) -> None:
    if noun(obj) != life.name:
        raise TypeError(
            f"{type(obj).__name__} is known as {noun(obj)!r}, but this is the life of {life.name!r}: "
            f'say history_name = "{life.name}" on the class.'
        )


def _move(obj: Model, row: Move, fields: dict[str, Any]) -> None:
    """The conditional UPDATE; no row changed means that somebody was faster."""
    rows = type(obj)._base_manager.filter(pk=obj.pk, state=row.source)
    if rows.update(state=row.to, **fields) != 1:
        raise errors.TooLate()
    obj.state = row.to  # type: ignore[attr-defined]
    computed = [name for name, value in fields.items() if isinstance(value, (Expression, F))]
    for name, value in fields.items():
        if name not in computed:
            setattr(obj, name, value)
    if computed:
        obj.refresh_from_db(fields=computed)


def _wind(life: Life, obj: Model, entry: Entry, at: datetime) -> None:
    """Stop the timers of the state left behind and set those of the state now entered. One that an older version of
    the table has set, for a state that has none any more, finds when it rings that the object has moved on."""
    if life.timed(entry.source):
        timers.cancel_state(life.name, obj.pk)
    for row in life.timed(entry.target):
        due_at = row.due_at(obj, at)
        if due_at is not None:
            timers.set_for_state(life.name, obj.pk, row.verb, due_at=due_at, entry_id=entry.pk)

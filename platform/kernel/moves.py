"""A life is a table: which verb, by whom, from which state, to which. Pure: no Django, no clock, no database.

MILESTONE = Life("milestone", PROPOSED, (
    move("deliver", FREELANCER, (FUNDED, CHANGES), to=DELIVERED, tells=(CLIENT,)),
    move("accept", CLIENT, DELIVERED, to=RELEASED, tells=(FREELANCER,)),
    move("accept", CLOCK, DELIVERED, to=RELEASED, after=days(14), tells=(CLIENT, FREELANCER)),
))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    CLIENT = "client"
    FREELANCER = "freelancer"
    MEMBER = "member"
    OWNER = "owner"
    MODERATOR = "moderator"
    FINANCE = "finance"
    EDITOR = "editor"
    CLOCK = "clock"
    GATEWAY = "gateway"
    OPERATOR = "operator"


CLIENT, FREELANCER, MEMBER = Role.CLIENT, Role.FREELANCER, Role.MEMBER
OWNER, MODERATOR, FINANCE, EDITOR = Role.OWNER, Role.MODERATOR, Role.FINANCE, Role.EDITOR
CLOCK, GATEWAY, OPERATOR = Role.CLOCK, Role.GATEWAY, Role.OPERATOR

SILENT: tuple[Role, ...] = ()
# The source of a first move: the object has just been saved in the state the move leads to (transition.begin).
BIRTH = ""

days = lambda n: timedelta(days=n)  # noqa: E731 - reads as a word in the tables
hours = lambda n: timedelta(hours=n)  # noqa: E731

# When a timed move is due: so long after the state began, or what a function of (object, the moment the state
# began) says; None means never. The function is how an owner's own setting gets in.
After = timedelta | Callable[[Any, datetime], datetime | None]


@dataclass(frozen=True, slots=True)
class Move:
    verb: str
    by: Role
    source: str
    to: str
    after: After | None
    tells: tuple[Role, ...]

    def due_at(self, subject: Any, since: datetime) -> datetime | None:
        """When the clock makes this move for an object whose state began at `since`; None when it never does."""
        if self.after is None:
            return None
        return since + self.after if isinstance(self.after, timedelta) else self.after(subject, since)


def move(
    verb: str,
    by: Role | Iterable[Role],
    source: str | Iterable[str],
    *,
    to: str,
    after: After | None = None,
    tells: Iterable[Role],
) -> tuple[Move, ...]:
    """One row of a life; several roles or sources make several. `tells` is who hears of it, or SILENT: saying
    nothing is not possible. `after` belongs to the clock alone."""
    roles = (by,) if isinstance(by, Role) else tuple(by)
    sources = (source,) if isinstance(source, str) else tuple(source)
    if after is not None and roles != (Role.CLOCK,):
        raise ValueError(f"Only the clock waits: {verb} by {roles}.")
    told = tuple(tells)
    return tuple(Move(verb, role, state, to, after, told) for role in roles for state in sources)


class Life:
    """The whole table of one noun. Raises ValueError when two rows contradict or a state cannot be reached."""

    def __init__(self, name: str, initial: str, moves: Iterable[tuple[Move, ...]]) -> None:
        self.name = name
        self.initial = initial
        self.moves: tuple[Move, ...] = tuple(row for rows in moves for row in rows)
        self._index = {(row.verb, row.by, row.source): row for row in self.moves}
        if len(self._index) != len(self.moves):
            raise ValueError(f"Two rows of {name} say different things about one verb, role and state.")
        self.states: tuple[str, ...] = tuple(
            dict.fromkeys([initial, *(state for row in self.moves for state in (row.source, row.to) if state)])
        )
        unreached = set(self.states) - self._reachable()
        if unreached:
            raise ValueError(f"No move of {name} leads to {', '.join(sorted(unreached))}.")

    def __repr__(self) -> str:
        return f"Life({self.name!r})"

    def _reachable(self) -> set[str]:
        seen: set[str] = set()
        todo = {self.initial, BIRTH}
        while todo:
            seen |= todo
            todo = {row.to for row in self.moves if row.source in seen} - seen
        return seen

    def find(self, verb: str, role: Role, state: str) -> Move | None:
        """The row that lets `role` do `verb` in `state`, or None."""
        return self._index.get((verb, role, state))

    def verbs(self, role: Role, state: str) -> tuple[str, ...]:
        """What `role` may do in `state`, in the table's order: the buttons of a page."""
        return tuple(row.verb for row in self.moves if row.by == role and row.source == state)

    def timed(self, state: str) -> tuple[Move, ...]:
        """The moves the clock makes by itself when an object stays in `state`."""
        return tuple(row for row in self.moves if row.source == state and row.after is not None)

    def told(self, verb: str, source: str) -> tuple[Role, ...]:
        """Who hears of `verb` from `source`, whoever did it."""
        return tuple(
            dict.fromkeys(r for row in self.moves if row.verb == verb and row.source == source for r in row.tells)
        )

"""What comes in with a job, a proposal or an offer, as plain values: forms make them, actions take them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kernel.money import Money


@dataclass(frozen=True)
class Stage:
    """One planned milestone."""

    title: str
    amount: Money
    due_on: date | None = None


@dataclass(frozen=True)
class Brief:
    """What a client wants. `budget` is the whole price, or the highest hourly rate; it follows the stages where there
    are some. `category` and `skills` are ids."""

    title: str = ""
    description: str = ""
    category_id: int | None = None
    skill_ids: tuple[int, ...] = ()
    kind: str = "fixed"
    budget: Money | None = None
    rate_from: Money | None = None
    weekly_hours: int | None = None
    experience: str = "any"
    visibility: str = "public"
    questions: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    openings: int = 1


@dataclass(frozen=True)
class Pitch:
    """What a freelancer answers. `amount` is the whole price, or the rate; it follows the stages where there are some.
    `answers` stand in the order of the job's questions."""

    letter: str = ""
    amount: Money | None = None
    days: int | None = None
    answers: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True)
class Deal:
    """What a client offers. Fixed price: `stages`; by the hour: `rate` and perhaps a cap in `weekly_minutes`."""

    title: str
    message: str = ""
    stages: tuple[Stage, ...] = field(default=())
    rate: Money | None = None
    weekly_minutes: int | None = None


def total(stages: Iterable[Stage]) -> Money | None:
    """The sum of the stages; None when there are none."""
    amounts = [stage.amount for stage in stages]
    return sum(amounts[1:], amounts[0]) if amounts else None

"""What can happen to the two reviews of a contract: sealed until both are in, or until the window closes."""

from datetime import datetime
from typing import Any

from kernel.moves import BIRTH, Life, Role, move

OPEN, SHOWN = "open", "shown"

BOTH = (Role.CLIENT, Role.FREELANCER)


def closing(round_: Any, _since: datetime) -> datetime:
    """The due time of the round stands on its row: midnight UTC, not a span from the moment it was opened."""
    return round_.closes_at


ROUND = Life(
    "review_round",
    OPEN,
    (
        move("open", Role.CLOCK, BIRTH, to=OPEN, tells=BOTH),
        # The second review shows both.
        move("show", Role.CLIENT, (OPEN,), to=SHOWN, tells=BOTH),
        move("show", Role.FREELANCER, (OPEN,), to=SHOWN, tells=BOTH),
        move("show", Role.CLOCK, OPEN, to=SHOWN, after=closing, tells=BOTH),
    ),
)

"""What can happen to a released payment: it waits in the security hold, then may be withdrawn (money.md §5)."""

from datetime import datetime, timedelta
from typing import Any

from kernel.moves import BIRTH, SILENT, Life, Role, move

REFUND_WINDOW = timedelta(days=180)

PENDING, AVAILABLE = "pending", "available"


def clearing(paid: Any, _since: datetime) -> datetime:
    """The end of the owner's security hold as it was when the payment was released."""
    return paid.available_at


RELEASE = Life(
    "release",
    PENDING,
    (
        # The milestone's or the bonus's own move tells of it.
        move("pay", (Role.CLIENT, Role.CLOCK, Role.GATEWAY), BIRTH, to=PENDING, tells=SILENT),
        move("clear", Role.CLOCK, PENDING, to=AVAILABLE, after=clearing, tells=(Role.FREELANCER,)),
    ),
)

"""What can happen to a released payment: it waits in the security hold, then may be withdrawn (money.md §5)."""

from datetime import timedelta

from kernel.moves import BIRTH, SILENT, Life, Role, move

SECURITY_HOLD = timedelta(days=5)
REFUND_WINDOW = timedelta(days=180)

PENDING, AVAILABLE = "pending", "available"

RELEASE = Life(
    "release",
    PENDING,
    (
        # The milestone's or the bonus's own move tells of it.
        move("pay", (Role.CLIENT, Role.CLOCK, Role.GATEWAY), BIRTH, to=PENDING, tells=SILENT),
        move("clear", Role.CLOCK, PENDING, to=AVAILABLE, after=SECURITY_HOLD, tells=(Role.FREELANCER,)),
    ),
)

"""What can happen to a month's bill, and what a subscription's state means for the marketplace (money paper §5, §7)."""

from datetime import datetime, timedelta

from kernel.moves import BIRTH, CLOCK, GATEWAY, OPERATOR, OWNER, SILENT, Life, move

DRAFTED, SENT, PAID, FAILED, VOID = "drafted", "sent", "paid", "failed", "void"

BILL = Life(
    "bill",
    DRAFTED,
    (
        move("issue", OPERATOR, BIRTH, to=DRAFTED, tells=SILENT),
        move("issue", CLOCK, BIRTH, to=DRAFTED, tells=SILENT),
        move("send", GATEWAY, DRAFTED, to=SENT, tells=(OWNER,)),
        move("pay", GATEWAY, (DRAFTED, SENT, FAILED), to=PAID, tells=(OWNER, OPERATOR)),
        move("fail", GATEWAY, (DRAFTED, SENT), to=FAILED, tells=(OWNER, OPERATOR)),
        move("void", GATEWAY, (SENT, FAILED), to=VOID, tells=(OWNER,)),
    ),
)

TRIALING, ACTIVE, PAST_DUE, RESTRICTED, SUSPENDED, CANCELLED = (
    "trialing",
    "active",
    "past_due",
    "restricted",
    "suspended",
    "cancelled",
)
UNPAID = (PAST_DUE, RESTRICTED, SUSPENDED)
FULL_FOR, RESTRICTED_UNTIL = timedelta(days=7), timedelta(days=21)


def standing(*, trial_ends_at: datetime | None, paying: bool, unpaid_since: datetime | None, at: datetime) -> str:
    """How a marketplace stands with the operator. Days 0 to 7 after a payment failed, or after a trial nobody
    followed up: everything works; to day 21 restricted; then suspended."""
    since = unpaid_since
    if since is None and not paying:
        if trial_ends_at is None or at < trial_ends_at:
            return TRIALING
        since = trial_ends_at
    if since is None:
        return TRIALING if trial_ends_at is not None and at < trial_ends_at else ACTIVE
    late = at - since
    if late < FULL_FOR:
        return PAST_DUE
    return RESTRICTED if late < RESTRICTED_UNTIL else SUSPENDED

"""The life of a marketplace (money.md §5): what can happen to it."""

from kernel.moves import BIRTH, CLOCK, GATEWAY, OPERATOR, SILENT, Life, move

REQUESTED = "requested"
BUILDING = "building"
TRIALING = "trialing"
ACTIVE = "active"
PAST_DUE = "past_due"
RESTRICTED = "restricted"
SUSPENDED = "suspended"
CLOSED = "closed"
PURGED = "purged"

ALL = (REQUESTED, BUILDING, TRIALING, ACTIVE, PAST_DUE, RESTRICTED, SUSPENDED, CLOSED, PURGED)
# Members can open its pages; in suspended and closed only those who are owed something (release, payout, export).
SERVED = frozenset({TRIALING, ACTIVE, PAST_DUE, RESTRICTED, SUSPENDED, CLOSED})
# The storefront is shut.
SHUT = frozenset({SUSPENDED, CLOSED})
# No new jobs and no new contracts; what runs goes on.
HALTED = SHUT | {RESTRICTED}
# Its clock still runs: timers, payouts, relays.
ALIVE = SERVED
# Tasks may run for it: also for one whose steps of building queue some.
WORKED = SERVED | {BUILDING}

# What moves a marketplace that is built: how it stands with its bills, or the operator.
BILLS = (CLOCK, GATEWAY)
TENANT = Life(
    "tenant",
    REQUESTED,
    (
        move("request", OPERATOR, BIRTH, to=REQUESTED, tells=SILENT),
        move("build", OPERATOR, REQUESTED, to=BUILDING, tells=SILENT),
        move("open", OPERATOR, BUILDING, to=TRIALING, tells=SILENT),
        move("try", BILLS, (ACTIVE, PAST_DUE, RESTRICTED, SUSPENDED), to=TRIALING, tells=SILENT),
        move("pay", BILLS, (TRIALING, PAST_DUE, RESTRICTED, SUSPENDED, CLOSED), to=ACTIVE, tells=SILENT),
        move("lapse", BILLS, (TRIALING, ACTIVE, RESTRICTED, SUSPENDED), to=PAST_DUE, tells=SILENT),
        move("restrict", BILLS, (TRIALING, ACTIVE, PAST_DUE, SUSPENDED), to=RESTRICTED, tells=SILENT),
        move("suspend", BILLS, (TRIALING, ACTIVE, PAST_DUE, RESTRICTED), to=SUSPENDED, tells=SILENT),
        move("suspend", OPERATOR, (TRIALING, ACTIVE, PAST_DUE, RESTRICTED), to=SUSPENDED, tells=SILENT),
        move("close", OPERATOR, (TRIALING, ACTIVE, PAST_DUE, RESTRICTED, SUSPENDED), to=CLOSED, tells=SILENT),
        move("restore", OPERATOR, (SUSPENDED, CLOSED), to=ACTIVE, tells=SILENT),
    ),
)

# A step of building a marketplace.
STEP_WAITING = "waiting"
STEP_FAILED = "failed"
STEP_DONE = "done"
STEP_STATES = (STEP_WAITING, STEP_FAILED, STEP_DONE)

"""The life of a marketplace (money.md §5): what can happen to it."""

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
# Its clock still runs: timers, payouts, relays.
ALIVE = SERVED
# Tasks may run for it: also for one whose steps of building queue some.
WORKED = SERVED | {BUILDING}

# A step of building a marketplace.
STEP_WAITING = "waiting"
STEP_FAILED = "failed"
STEP_DONE = "done"
STEP_STATES = (STEP_WAITING, STEP_FAILED, STEP_DONE)

"""What can happen to a contract, its milestones and its bonuses; whatever stands in no row is refused.

The tables are read by the actions, the buttons, the timers, the notices and one exhaustive test. The numbers come from
money.md §5: work is released by the clock 14 days after its last submission, a cancel request that the freelancer does
not answer within 7 days is a refund.
"""

from datetime import datetime, timedelta
from typing import Any

from kernel.moves import BIRTH, SILENT, Life, Role, move

CLIENT, FREELANCER, CLOCK, GATEWAY = Role.CLIENT, Role.FREELANCER, Role.CLOCK, Role.GATEWAY
BOTH = (CLIENT, FREELANCER)

CANCEL_SILENCE = timedelta(days=7)


def answering(milestone: Any, _since: datetime) -> datetime | None:
    """Until when the client may answer a delivery: the owner's limit as it was when the work was handed in."""
    return milestone.answer_until


# ── Contract ────────────────────────────────────────────────────────────────────────────────────────────────────
PENDING_FUNDING, ACTIVE, PAUSED, ENDING, ENDED = "pending_funding", "active", "paused", "ending", "ended"

CONTRACT = Life(
    "contract",
    PENDING_FUNDING,
    (
        # By accepting the offer, in the same transaction.
        move("hire", FREELANCER, BIRTH, to=PENDING_FUNDING, tells=(CLIENT,)),
        move("activate", GATEWAY, (PENDING_FUNDING,), to=ACTIVE, tells=BOTH),
        move("pause", CLIENT, (ACTIVE,), to=PAUSED, tells=(FREELANCER,)),
        move("resume", CLIENT, (PAUSED,), to=ACTIVE, tells=(FREELANCER,)),
        move("end", CLIENT, (PENDING_FUNDING, ACTIVE, PAUSED), to=ENDING, tells=(FREELANCER,)),
        move("end", FREELANCER, (PENDING_FUNDING, ACTIVE, PAUSED), to=ENDING, tells=(CLIENT,)),
        # Only once every account of the contract is at 0; actions.lifecycle.settle_end checks it.
        move("finish", CLOCK, (ENDING,), to=ENDED, tells=BOTH),
    ),
)
# New work may be agreed and paid for.
OPEN_FOR_WORK = (PENDING_FUNDING, ACTIVE)

# ── Milestone ───────────────────────────────────────────────────────────────────────────────────────────────────
PROPOSED, AGREED, FUNDING, FUNDED = "proposed", "agreed", "funding", "funded"
SUBMITTED, CHANGES_REQUESTED, RELEASED = "submitted", "changes_requested", "released"
CANCEL_REQUESTED, REFUNDED, DROPPED = "cancel_requested", "refunded", "dropped"

MILESTONE = Life(
    "milestone",
    PROPOSED,
    (
        move("propose", CLIENT, BIRTH, to=PROPOSED, tells=(FREELANCER,)),
        move("propose", FREELANCER, BIRTH, to=PROPOSED, tells=(CLIENT,)),
        # Born agreed: part of the accepted offer.
        move("plan", FREELANCER, BIRTH, to=AGREED, tells=SILENT),
        # Born funded: what was left when less than a whole milestone was released.
        move("roll_on", CLIENT, BIRTH, to=FUNDED, tells=BOTH),
        # Whoever did not propose it agrees; actions.milestones checks who that is.
        move("agree", CLIENT, (PROPOSED,), to=AGREED, tells=(FREELANCER,)),
        move("agree", FREELANCER, (PROPOSED,), to=AGREED, tells=(CLIENT,)),
        move("drop", CLIENT, (PROPOSED, AGREED, FUNDING), to=DROPPED, tells=(FREELANCER,)),
        move("drop", FREELANCER, (PROPOSED, AGREED), to=DROPPED, tells=(CLIENT,)),
        # Nobody has paid for it when its contract ends.
        move("lapse", CLOCK, (PROPOSED, AGREED, FUNDING), to=DROPPED, tells=SILENT),
        move("fund", CLIENT, (AGREED,), to=FUNDING, tells=SILENT),
        move("confirm", GATEWAY, (AGREED, FUNDING), to=FUNDED, tells=BOTH),
        move("fail", GATEWAY, (FUNDING,), to=AGREED, tells=(CLIENT,)),
        move("deliver", FREELANCER, (FUNDED, CHANGES_REQUESTED), to=SUBMITTED, tells=(CLIENT,)),
        move("ask_changes", CLIENT, (SUBMITTED,), to=CHANGES_REQUESTED, tells=(FREELANCER,)),
        move("release", CLIENT, (SUBMITTED,), to=RELEASED, tells=(FREELANCER,)),
        move("release", CLOCK, (SUBMITTED,), to=RELEASED, after=answering, tells=BOTH),
        move("request_cancel", CLIENT, (FUNDED, CHANGES_REQUESTED), to=CANCEL_REQUESTED, tells=(FREELANCER,)),
        move("refuse_cancel", FREELANCER, (CANCEL_REQUESTED,), to=FUNDED, tells=(CLIENT,)),
        move(
            "refund",
            FREELANCER,
            (FUNDED, SUBMITTED, CHANGES_REQUESTED, CANCEL_REQUESTED),
            to=REFUNDED,
            tells=(CLIENT,),
        ),
        move("refund", CLOCK, (CANCEL_REQUESTED,), to=REFUNDED, after=CANCEL_SILENCE, tells=BOTH),
    ),
)
# Project funds are held for a milestone in one of these.
HOLDS_FUNDS = (FUNDED, SUBMITTED, CHANGES_REQUESTED, CANCEL_REQUESTED)
NOT_YET_FUNDED = (PROPOSED, AGREED, FUNDING)

# ── Bonus ───────────────────────────────────────────────────────────────────────────────────────────────────────
CHARGING, PAID, FAILED = "charging", "paid", "failed"

BONUS = Life(
    "bonus",
    CHARGING,
    (
        move("give", CLIENT, BIRTH, to=CHARGING, tells=SILENT),
        move("pay", GATEWAY, (CHARGING, FAILED), to=PAID, tells=BOTH),
        move("fail", GATEWAY, (CHARGING,), to=FAILED, tells=(CLIENT,)),
    ),
)

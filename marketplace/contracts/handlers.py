"""What the gateway and the clock say, put into the contract's own verbs. Each may be told twice; the second changes
nothing."""

from datetime import datetime

from kernel import actors, timers
from kernel.history.models import Entry
from kernel.money import Money
from kernel.once import once
from marketplace.contracts import actions
from marketplace.contracts.actions.bonuses import PURPOSE as BONUS
from marketplace.contracts.actions.funding import PURPOSE as MILESTONE
from marketplace.contracts.models import Bonus, Milestone


def on_paid(entry: Entry) -> None:
    """A payment has arrived: for a milestone or a bonus of ours, or for something that is none of our business."""
    purpose = entry.data["purpose"]
    if purpose not in (MILESTONE, BONUS) or not once(f"contracts.paid:{entry.pk}"):
        return
    facts = {
        "collection": entry.data["collection"],
        "gateway": entry.data["gateway"],
        "amount": Money(entry.data["amount_minor"], entry.data["currency"]),
        "actor": actors.GATEWAY,
        "at": entry.at,
    }
    if purpose == MILESTONE:
        milestone = _milestone(uuid=entry.data["reference"])
        actions.confirm_funding(milestone=milestone, **facts)
    else:
        bonus = Bonus.objects.select_related("contract").get(uuid=entry.data["reference"])
        actions.confirm_bonus(bonus=bonus, **facts)


def on_unpaid(entry: Entry) -> None:
    """A payment was given up for good."""
    purpose = entry.data["purpose"]
    if purpose not in (MILESTONE, BONUS):
        return
    facts = {"collection": entry.data["collection"], "actor": actors.GATEWAY, "at": entry.at}
    if purpose == MILESTONE:
        actions.fail_funding(milestone=_milestone(uuid=entry.data["reference"]), **facts)
    else:
        bonus = Bonus.objects.select_related("contract").get(uuid=entry.data["reference"])
        actions.fail_bonus(bonus=bonus, **facts)


@timers.handle("milestone", "release")
def release_overdue(milestone_id: int, at: datetime) -> None:
    actions.release_overdue(milestone=_milestone(pk=milestone_id), actor=actors.CLOCK, at=at)


@timers.handle("milestone", "refund")
def refund_unanswered(milestone_id: int, at: datetime) -> None:
    actions.refund(milestone=_milestone(pk=milestone_id), actor=actors.CLOCK, at=at)


def _milestone(**key: object) -> Milestone:
    rows = Milestone.objects.select_related("contract__client", "contract__freelancer")
    return rows.get(**key)

"""The list of a person's contracts: which tab, which rows, and the next step on each card."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from accounts.models import User
from kernel.money import Money
from kernel.moves import Role
from marketplace.contracts import next_steps, queries, states
from marketplace.contracts.models import Contract, Milestone
from marketplace.escrow import marking
from marketplace.members.models import Member

RUNNING, ENDED = "running", "ended"
TABS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    RUNNING: (
        pgettext_lazy("contracts", "Running"),
        (states.PENDING_FUNDING, states.ACTIVE, states.PAUSED, states.ENDING),
    ),
    ENDED: (pgettext_lazy("contracts", "Ended"), (states.ENDED,)),
}


@dataclass(frozen=True, slots=True)
class Card:
    contract: Contract
    role: Role
    other: Member
    step: next_steps.Step
    total: Money
    released: Money
    held: Money
    released_mark: str


def tab(wanted: str) -> str:
    return wanted if wanted in TABS else RUNNING


def rows(user: User, shown: str) -> QuerySet[Contract]:
    return queries.visible_to(user).filter(state__in=TABS[shown][1]).order_by("-created_at", "-id")


def tabs(user: User, shown: str) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": f"{reverse('contracts:contracts')}?show={name}",
            "current": name == shown,
            "count": rows(user, name).count(),
        }
        for name, (label, _states) in TABS.items()
    ]


def cards(contracts: Iterable[Contract], user: User) -> list[Card]:
    """One query for the milestones of all of them."""
    found = list(contracts)
    milestones: dict[int, list[Milestone]] = {row.pk: [] for row in found}
    by_id = {row.pk: row for row in found}
    for milestone in Milestone.objects.filter(contract__in=found).order_by("number"):
        milestone.contract = by_id[milestone.contract_id]
        milestones[milestone.contract_id].append(milestone)
    return [_card(row, milestones[row.pk], user) for row in found]


def _card(contract: Contract, milestones: list[Milestone], user: User) -> Card:
    role = queries.role_of(contract, user)
    other = contract.freelancer if role == Role.CLIENT else contract.client
    figures = totals(contract, milestones)
    step = next_steps.of(contract, milestones, role)
    mark = marking.of_releases(m.pk for m in milestones if m.released)
    return Card(contract, role, other, step, *figures, released_mark=mark)


def totals(contract: Contract, milestones: Iterable[Milestone]) -> tuple[Money, Money, Money]:
    """Agreed in all, released so far, held now."""
    zero = Money.zero(contract.currency)
    gone = (states.DROPPED, states.REFUNDED)
    kept = [m for m in milestones if m.state not in gone and m.state != states.PROPOSED]
    # The rest of a milestone is part of what was agreed already.
    total = sum((m.amount for m in kept if m.rest_of_id is None), start=zero)
    released = sum((m.released for m in kept), start=zero)
    held = sum((m.amount for m in kept if m.holds_funds), start=zero)
    return total, released, held

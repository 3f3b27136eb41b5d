"""What the workroom page shows, gathered in one place; and the lesser pieces that are fetched while it is open."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from kernel.money import Money
from kernel.moves import Role
from marketplace import slots
from marketplace.contracts import listing, next_steps, states
from marketplace.contracts import queries as contracts
from marketplace.contracts.models import Contract, Milestone
from marketplace.escrow import marking
from marketplace.escrow import queries as escrow
from marketplace.members.models import Member
from marketplace.workroom import live, queries, timeline
from marketplace.workroom.models import Message, Thread


@dataclass(frozen=True, slots=True)
class Figures:
    """What was agreed, what is held by the ledger at this moment, what was paid."""

    total: Money
    released: Money
    held: Money
    released_mark: str
    held_mark: str


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    milestone: Milestone
    verbs: tuple[str, ...]


def of(request: HttpRequest, contract: Contract) -> dict[str, Any]:
    """The panels beside the conversation. A fixed number of queries."""
    role = contracts.role_of(contract, request.user)
    milestones = contracts.milestones_of(contract)
    total, released, _held = listing.totals(contract, milestones)
    funded = [m.pk for m in milestones if m.funded_at]
    held = escrow.project_funds(funded, contract.currency)
    behind = marking.of_releases(m.pk for m in milestones if m.released), marking.of_funds(funded)
    entries = contracts.history_of(contract)
    return {
        "contract": contract,
        "role": role,
        "is_client": role == Role.CLIENT,
        "other": contract.freelancer if role == Role.CLIENT else contract.client,
        "step": next_steps.of(contract, milestones, role),
        "rows": [MilestoneRow(m, _verbs(contract, m, role)) for m in milestones if m.state != states.DROPPED],
        "figures": Figures(total, released, held, *behind),
        "timeline": timeline.of(entries, milestones),
        "deliveries": [f for m in milestones for s in m.submissions.all() for f in s.files.all()],
        "contract_verbs": states.CONTRACT.verbs(role, contract.state),
        "may_propose": contract.state in states.OPEN_FOR_WORK,
        "pieces": slots.pieces("workroom", request, contract=contract, role=role),
    }


def conversation(request: HttpRequest, thread: Thread, member: Member, before: int | None = None) -> dict[str, Any]:
    """The messages and what keeps them live."""
    messages = queries.messages_of(thread, before=before)
    other = queries.other_in(thread, member)
    seen = queries.read_up_to(thread, other)
    return {
        "thread": thread,
        "me": member,
        "other": other,
        "talk": bubbles(messages, member, seen),
        "last": messages[-1].pk if messages else 0,
        "first": messages[0].pk if messages else 0,
        "has_earlier": bool(messages) and queries.has_earlier(thread, messages[0].pk),
        "is_open": queries.is_open(thread),
        "files": queries.files_of(thread),
        "ticket": live.ticket(thread.uuid, host=request.get_host()),
    }


@dataclass(frozen=True, slots=True)
class Bubble:
    message: Message
    mine: bool
    new_day: bool
    read: bool


def bubbles(messages: list[Message], member: Member, seen: int) -> list[Bubble]:
    """Messages with what the page needs of each; a day's first message says the day, one's own whether the other side
    has `seen` it."""
    days = [timezone.localtime(message.sent_at).date() for message in messages]
    return [
        Bubble(
            message,
            mine=message.author_id == member.pk,
            new_day=index == 0 or days[index] != days[index - 1],
            read=message.author_id == member.pk and message.pk <= seen,
        )
        for index, message in enumerate(messages)
    ]


def _verbs(contract: Contract, milestone: Milestone, role: Role) -> tuple[str, ...]:
    """What this side may do with a milestone now: the buttons of its row."""
    verbs = states.MILESTONE.verbs(role, milestone.state)
    me = contract.client_id if role == Role.CLIENT else contract.freelancer_id
    if milestone.proposed_by_id == me:
        verbs = tuple(verb for verb in verbs if verb != "agree")
    if contract.state not in states.OPEN_FOR_WORK:
        verbs = tuple(verb for verb in verbs if verb not in ("agree", "fund"))
    return verbs

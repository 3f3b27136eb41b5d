"""The one next step for whoever looks at a contract: a table of milestone states, the most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel.moves import Role
from marketplace.contracts import states
from marketplace.contracts.models import Contract, Milestone

YOURS, THEIRS, DONE = "yours", "theirs", "done"


@dataclass(frozen=True, slots=True)
class Step:
    """`turn` says whose move it is. `page` is the address of the button, `second` of the lesser one."""

    turn: str
    title: str | Promise
    text: str | Promise
    button: str | Promise = ""
    page: str = ""
    second: str | Promise = ""
    second_page: str = ""
    milestone: Milestone | None = None
    until: datetime | None = None


# (role, milestone state) → turn, title, text, button, page, second button, second page; in order of urgency.
Row = tuple[str, str | Promise, str | Promise, str | Promise, str, str | Promise, str]
TABLE: dict[tuple[Role, str], Row] = {
    (Role.CLIENT, states.SUBMITTED): (
        YOURS,
        _("Look at the delivery"),
        _("Approve the work to release the payment, or say what should be changed."),
        _("Approve and pay"),
        "release",
        _("Ask for changes"),
        "changes",
    ),
    (Role.FREELANCER, states.CANCEL_REQUESTED): (
        YOURS,
        _("The client wants to cancel"),
        _("Answer within seven days; without an answer the money goes back."),
        _("Answer"),
        "cancellation",
        "",
        "",
    ),
    (Role.FREELANCER, states.CHANGES_REQUESTED): (
        YOURS,
        _("The client asks for changes"),
        _("Read what is missing and deliver again."),
        _("Deliver again"),
        "delivery",
        "",
        "",
    ),
    (Role.FREELANCER, states.FUNDED): (
        YOURS,
        _("You can start"),
        _("The money for this milestone is held safely. Deliver when the work is done."),
        _("Deliver the work"),
        "delivery",
        "",
        "",
    ),
    (Role.CLIENT, states.FUNDING): (
        YOURS,
        _("A payment is on its way"),
        _("As soon as it has arrived, work can begin. If you left the payment page too early, go back to it."),
        _("Go to the payment"),
        "funding",
        "",
        "",
    ),
    (Role.CLIENT, states.AGREED): (
        YOURS,
        _("Fund the next milestone"),
        _("Work begins when its money is held safely. It is released only when you approve the work."),
        _("Fund this milestone"),
        "funding",
        "",
        "",
    ),
    (Role.FREELANCER, states.SUBMITTED): (
        THEIRS,
        _("The client looks at your delivery"),
        _("Without an answer the payment is released by itself."),
        "",
        "",
        "",
        "",
    ),
    (Role.CLIENT, states.CANCEL_REQUESTED): (
        THEIRS,
        _("You asked to cancel"),
        _("The freelancer has seven days to answer; without an answer the money comes back to you."),
        "",
        "",
        "",
        "",
    ),
    (Role.CLIENT, states.CHANGES_REQUESTED): (
        THEIRS,
        _("Changes are under way"),
        _("You will hear when the new delivery is here."),
        "",
        "",
        "",
        "",
    ),
    (Role.CLIENT, states.FUNDED): (
        THEIRS,
        _("Work is under way"),
        _("The money for this milestone is held safely. You will hear when the work is delivered."),
        "",
        "",
        "",
        "",
    ),
    (Role.FREELANCER, states.FUNDING): (
        THEIRS,
        _("A payment is on its way"),
        _("Please wait with the work until the milestone is funded."),
        "",
        "",
        "",
        "",
    ),
    (Role.FREELANCER, states.AGREED): (
        THEIRS,
        _("The client has to fund the milestone"),
        _("Please wait with the work until the milestone is funded."),
        "",
        "",
        "",
        "",
    ),
}


def of(contract: Contract, milestones: Sequence[Milestone], role: Role) -> Step:
    """The next step of `role`; `milestones` are the contract's own, in their order."""
    if contract.state == states.ENDED:
        return Step(DONE, _("This contract has ended"), _("Everything is paid or given back."))
    proposed = _proposed(milestones, contract, role)
    steps = {(r, state): row for (r, state), row in TABLE.items() if r == role}
    for (_role, state), row in steps.items():
        if proposed and row[0] == THEIRS:
            return proposed
        first = next((m for m in milestones if m.state == state), None)
        if first is not None and _is_possible(contract, state):
            return _step(row, first)
    return proposed or _idle(contract, role)


def _is_possible(contract: Contract, state: str) -> bool:
    return state not in (states.AGREED, states.FUNDING) or contract.state in states.OPEN_FOR_WORK


def _step(row: Row, milestone: Milestone) -> Step:
    turn, title, text, button, page, second, second_page = row
    return Step(
        turn,
        title,
        text,
        button,
        page_of(milestone, page),
        second,
        page_of(milestone, second_page),
        milestone,
        milestone.review_ends_at,
    )


def page_of(milestone: Milestone, page: str) -> str:
    """The address of one of a milestone's pages."""
    return reverse(f"contracts:{page}", args=[milestone.contract.uuid, milestone.uuid]) if page else ""


def _proposed(milestones: Sequence[Milestone], contract: Contract, role: Role) -> Step | None:
    """A milestone of the other side that waits for a yes."""
    me = contract.client_id if role == Role.CLIENT else contract.freelancer_id
    for milestone in milestones:
        if milestone.state == states.PROPOSED and milestone.proposed_by_id != me:
            return Step(
                YOURS,
                _("A new milestone is proposed"),
                _("Look at it, and agree when it is right."),
                _("Look at the proposal"),
                page_of(milestone, "agreement"),
                milestone=milestone,
            )
    return None


def _idle(contract: Contract, role: Role) -> Step:
    if contract.state == states.PAUSED:
        return Step(
            YOURS if role == Role.CLIENT else THEIRS,
            _("This contract is paused"),
            _("New milestones wait until the client resumes it."),
            _("Resume") if role == Role.CLIENT else "",
            reverse("contracts:pause", args=[contract.uuid]) if role == Role.CLIENT else "",
        )
    return Step(
        YOURS,
        _("All milestones are settled"),
        _("Agree on more work, or end the contract and review each other."),
        _("Add a milestone"),
        reverse("contracts:milestones", args=[contract.uuid]),
        _("End the contract"),
        reverse("contracts:end", args=[contract.uuid]),
    )

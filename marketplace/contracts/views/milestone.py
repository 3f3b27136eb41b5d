"""Pages of one milestone. Each is a noun; posting it does the one thing it is for."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.actors import Actor
from marketplace import posted
from marketplace.contracts import actions, forms, pages, queries, states, steps
from marketplace.contracts.models import Milestone
from marketplace.members.access import SignedInRequest


def _found(request: SignedInRequest, contract: UUID, milestone: UUID) -> Milestone:
    rows = queries.milestones_visible_to(request.user)
    return get_object_or_404(rows, uuid=milestone, contract__uuid=contract)


def _context(request: SignedInRequest, milestone: Milestone, verb: str, **more: Any) -> dict[str, Any]:
    why_not = pages.why_not(request, states.MILESTONE, milestone, verb)
    return {
        "milestone": milestone,
        "why_not": why_not,
        "role": queries.role_of(milestone.contract, request.user),
    } | more


@login_required
def milestones(request: SignedInRequest, contract: UUID) -> HttpResponse:
    """Propose another milestone."""
    row = get_object_or_404(queries.visible_to(request.user), uuid=contract)

    def do(cleaned: dict[str, Any]) -> None:
        actions.propose(contract=row, **cleaned, named=form.named(row), actor=Actor.of(request.user), at=clock.now())

    form = forms.MilestoneForm(posted.data(request), contract=row)
    done = _("Your milestone is proposed. It counts once the other side agrees.")
    return pages.show(request, "contracts/milestones.html", form, do, contract=row, done=done)


@login_required
def agreement(request: SignedInRequest, contract: UUID, milestone: UUID) -> HttpResponse:
    row = _found(request, contract, milestone)

    def do(_cleaned: dict[str, Any]) -> None:
        actions.agree(milestone=row, actor=Actor.of(request.user), at=clock.now())

    form = forms.Nothing(posted.data(request))
    context = _context(request, row, "agree")
    done = _("The milestone is agreed on.")
    return pages.show(request, "contracts/agreement.html", form, do, contract=row.contract, done=done, context=context)


@login_required
def removal(request: SignedInRequest, contract: UUID, milestone: UUID) -> HttpResponse:
    row = _found(request, contract, milestone)

    def do(_cleaned: dict[str, Any]) -> None:
        actions.drop(milestone=row, actor=Actor.of(request.user), at=clock.now())

    form = forms.Nothing(posted.data(request))
    context = _context(request, row, "drop")
    done = _("The milestone is removed.")
    return pages.show(request, "contracts/removal.html", form, do, contract=row.contract, done=done, context=context)


@login_required
def funding(request: SignedInRequest, contract: UUID, milestone: UUID) -> HttpResponse:
    """What the client pays, to the cent, before she is sent to the payment."""
    row = _found(request, contract, milestone)

    def do(_cleaned: dict[str, Any]) -> str:
        url = row.contract.get_absolute_url()
        paid = actions.fund(milestone=row, return_url=url, actor=Actor.of(request.user), at=clock.now())
        return paid.checkout_url

    charge = steps.deal_of(row.contract).client_charge(row.amount)
    context = _context(request, row, "fund", charge=charge, checkout=queries.checkout_of(row))
    form = forms.Nothing(posted.data(request))
    return pages.show(request, "contracts/funding.html", form, do, contract=row.contract, context=context)


@login_required
def delivery(request: SignedInRequest, contract: UUID, milestone: UUID) -> HttpResponse:
    row = _found(request, contract, milestone)

    def do(cleaned: dict[str, Any]) -> None:
        actions.deliver(milestone=row, **cleaned, actor=Actor.of(request.user), at=clock.now())

    form = forms.DeliveryForm(posted.data(request), request.FILES or None)
    context = _context(request, row, "deliver", last=queries.last_submission(row))
    done = _("Your work is delivered. The client has been told.")
    return pages.show(request, "contracts/delivery.html", form, do, contract=row.contract, done=done, context=context)


@login_required
def changes(request: SignedInRequest, contract: UUID, milestone: UUID) -> HttpResponse:
    row = _found(request, contract, milestone)

    def do(cleaned: dict[str, Any]) -> None:
        actions.ask_changes(milestone=row, note=cleaned["note"], actor=Actor.of(request.user), at=clock.now())

    form = forms.ChangesForm(posted.data(request))
    context = _context(request, row, "ask_changes", last=queries.last_submission(row))
    done = _("Your wishes are sent. The clock stops until the work is delivered again.")
    return pages.show(request, "contracts/changes.html", form, do, contract=row.contract, done=done, context=context)


@login_required
def release(request: SignedInRequest, contract: UUID, milestone: UUID) -> HttpResponse:
    row = _found(request, contract, milestone)

    def do(cleaned: dict[str, Any]) -> None:
        actions.approve(milestone=row, amount=cleaned["amount"], actor=Actor.of(request.user), at=clock.now())

    form = forms.ReleaseForm(posted.data(request), milestone=row)
    context = _context(request, row, "release", last=queries.last_submission(row))
    done = _("The payment is released. Thank you.")
    return pages.show(request, "contracts/release.html", form, do, contract=row.contract, done=done, context=context)


@login_required
def cancellation(request: SignedInRequest, contract: UUID, milestone: UUID) -> HttpResponse:
    """The client asks for her money back; when she has asked, the freelancer answers on the same page."""
    row = _found(request, contract, milestone)
    answers = row.state == states.CANCEL_REQUESTED and row.contract.freelancer.user_id == request.user.pk
    if answers:
        return _answer(request, row)

    def do(cleaned: dict[str, Any]) -> None:
        actions.request_cancel(milestone=row, **cleaned, actor=Actor.of(request.user), at=clock.now())

    form = forms.CancelForm(posted.data(request))
    context = _context(request, row, "request_cancel")
    return pages.show(request, "contracts/cancellation.html", form, do, contract=row.contract, context=context)


def _answer(request: SignedInRequest, row: Milestone) -> HttpResponse:
    def do(cleaned: dict[str, Any]) -> None:
        actor, at = Actor.of(request.user), clock.now()
        if cleaned["answer"] == forms.CancelAnswerForm.GIVE_BACK:
            actions.refund(milestone=row, actor=actor, at=at)
        else:
            actions.refuse_cancel(milestone=row, answer=cleaned["note"], actor=actor, at=at)

    form = forms.CancelAnswerForm(posted.data(request))
    context = _context(request, row, "refuse_cancel", asked=queries.open_cancel_request(row))
    return pages.show(request, "contracts/cancel_answer.html", form, do, contract=row.contract, context=context)


@login_required
def refund(request: SignedInRequest, contract: UUID, milestone: UUID) -> HttpResponse:
    """The freelancer gives the money back unasked."""
    row = _found(request, contract, milestone)

    def do(_cleaned: dict[str, Any]) -> None:
        actions.refund(milestone=row, actor=Actor.of(request.user), at=clock.now())

    form = forms.Nothing(posted.data(request))
    context = _context(request, row, "refund")
    done = _("The money goes back to the client.")
    return pages.show(request, "contracts/refund.html", form, do, contract=row.contract, done=done, context=context)

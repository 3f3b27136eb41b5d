"""Offers: made by clients, answered by freelancers."""

from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused
from marketplace.jobs import actions, forms, hiring, previews, queries, sheets
from marketplace.jobs.models import Proposal
from marketplace.members.access import MemberRequest, settled, signed_in


@signed_in
def offers(request: MemberRequest) -> HttpResponse:
    return render(request, "jobs/offers.html", {"offers": queries.offers_between(request.member)[:100]})


@settled
def new(request: MemberRequest, uuid: str) -> HttpResponse:
    proposals = queries.proposals_visible_to(request.user)
    proposal = get_object_or_404(proposals, uuid=uuid, job__client=request.member)
    if request.method != "POST":
        planned = proposal.milestones.all() or proposal.job.milestones.all()
        rows = forms.stage_forms(rows=planned) if proposal.job.is_fixed else None
        return _form(request, proposal, forms.OfferForm.of(proposal), rows)
    form, rows = forms.OfferForm.of(proposal, request.POST), forms.stage_forms(request.POST)
    is_sound = form.is_valid() & rows.is_valid()
    if is_sound and request.POST.get("step") == "make":
        return _make(request, proposal, form, rows)
    return _form(request, proposal, form, rows)


def _make(request: MemberRequest, proposal: Proposal, form: forms.OfferForm, rows: BaseFormSet) -> HttpResponse:
    deal, shown = form.deal(forms.stages_of(rows)), form.cleaned_data["fees"]
    try:
        offer = actions.make_offer(
            proposal=proposal, deal=deal, shown=shown, actor=Actor.of(request.user), at=clock.now()
        )
    except Refused as refused:
        proposal.refresh_from_db()
        form.add_error(None, str(refused))
        return _form(request, proposal, form, rows)
    messages.success(request, _("Your offer is made. We tell you when it is answered."))
    return redirect(offer)


def _form(request: MemberRequest, proposal: Proposal, form: forms.OfferForm, rows: BaseFormSet | None) -> HttpResponse:
    shown = {"proposal": proposal, "job": proposal.job, "form": form, "rows": rows, **_cost(proposal, form, rows)}
    return render(request, "jobs/offer_new.html", shown, status=forms.status_of(form, rows))


@require_POST
@settled
def cost(request: MemberRequest, uuid: str) -> HttpResponse:
    proposals = queries.proposals_visible_to(request.user)
    proposal = get_object_or_404(proposals, uuid=uuid, job__client=request.member)
    form, rows = forms.OfferForm.of(proposal, request.POST), forms.stage_forms(request.POST)
    return render(request, "jobs/cost.html", {"job": proposal.job, **_cost(proposal, form, rows)})


def _cost(proposal: Proposal, form: forms.OfferForm, rows: BaseFormSet | None) -> dict[str, Any]:
    return previews.of_offer_form(proposal, form, rows, at=clock.now())


@signed_in
def offer(request: MemberRequest, uuid: str) -> HttpResponse:
    return _page(request, uuid, forms.DeclineOfferForm())


def _page(request: MemberRequest, uuid: str, form: forms.DeclineOfferForm, flaw: str = "") -> HttpResponse:
    shown = get_object_or_404(queries.offers_visible_to(request.user), uuid=uuid)
    sheet = {**sheets.of_offer(shown, request, clock.now()), "form": form, "flaw": flaw}
    return render(request, "jobs/offer.html", sheet, status=422 if flaw or form.errors else 200)


@require_POST
@settled
def acceptance(request: MemberRequest, uuid: str) -> HttpResponse:
    shown = get_object_or_404(queries.offers_visible_to(request.user), uuid=uuid)
    if not request.POST.get("agreed"):
        return _page(request, uuid, forms.DeclineOfferForm(), _("Please confirm that you have read the terms."))
    try:
        born = hiring.accept(offer=shown, actor=Actor.of(request.user), at=clock.now())
    except Refused as refused:
        return _page(request, uuid, forms.DeclineOfferForm(), str(refused))
    messages.success(request, _("It is a deal. Work begins when the first milestone is funded."))
    return redirect(born)


@require_POST
@settled
def decline(request: MemberRequest, uuid: str) -> HttpResponse:
    shown = get_object_or_404(queries.offers_visible_to(request.user), uuid=uuid)
    form = forms.DeclineOfferForm(request.POST)
    if not form.is_valid():
        return _page(request, uuid, form)
    try:
        actions.decline_offer(offer=shown, **form.cleaned_data, actor=Actor.of(request.user), at=clock.now())
    except Refused as refused:
        return _page(request, uuid, form, str(refused))
    messages.success(request, _("The client has your answer."))
    return redirect(shown)


@require_POST
@settled
def withdrawal(request: MemberRequest, uuid: str) -> HttpResponse:
    shown = get_object_or_404(queries.offers_visible_to(request.user), uuid=uuid)
    try:
        actions.withdraw_offer(offer=shown, actor=Actor.of(request.user), at=clock.now())
    except Refused as refused:
        return _page(request, uuid, forms.DeclineOfferForm(), str(refused))
    messages.success(request, _("The offer is taken back."))
    return redirect(shown)

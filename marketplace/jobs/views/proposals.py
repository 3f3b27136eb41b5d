"""A freelancer's proposals: writing, sending, reading."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseFormSet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused
from marketplace.files import sending
from marketplace.jobs import actions, forms, previews, queries, sheets, states, steps
from marketplace.jobs.models import Job, Proposal
from marketplace.members.access import MemberRequest, settled, signed_in

PER_PAGE = 20


@settled
def new(request: MemberRequest, uuid: str) -> HttpResponse:
    job = get_object_or_404(queries.visible_to(request.user), uuid=uuid)
    kept = queries.own_proposal(job, request.member)
    if kept is not None and kept.state != states.Proposal.DRAFT:
        return redirect(kept)
    if request.method != "POST":
        rows = forms.stage_forms(rows=kept.milestones.all() if kept else job.milestones.all())
        return _form(request, job, kept, forms.ProposalForm.of(job, kept), rows)
    return _keep(request, job, kept)


def _keep(request: MemberRequest, job: Job, kept: Proposal | None) -> HttpResponse:
    form = forms.ProposalForm.of(job, kept, request.POST, request.FILES)
    rows, step = forms.stage_forms(request.POST), request.POST.get("step", "")
    try:
        done = steps.keep_proposal(
            job, request.member, form, rows, step=step, actor=Actor.of(request.user), at=clock.now()
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return _form(request, job, kept, form, rows)
    if done.stays:
        return _form(request, job, done.proposal, form, rows)
    messages.success(request, done.word)
    return (
        redirect("jobs:propose", job.uuid) if done.goes_on_editing or done.proposal is None else redirect(done.proposal)
    )


def _form(
    request: MemberRequest, job: Job, kept: Proposal | None, form: forms.ProposalForm, rows: BaseFormSet
) -> HttpResponse:
    preview = previews.of_form(job, request.member, form, rows, at=clock.now())
    shown = {"job": job, "proposal": kept, "form": form, "rows": rows, "preview": preview}
    return render(request, "jobs/propose.html", shown, status=forms.status_of(form, rows))


@require_POST
@settled
def fee(request: MemberRequest, uuid: str) -> HttpResponse:
    job = get_object_or_404(queries.visible_to(request.user), uuid=uuid)
    form, rows = forms.ProposalForm.of(job, None, request.POST), forms.stage_forms(request.POST)
    preview = previews.of_form(job, request.member, form, rows, at=clock.now())
    return render(request, "jobs/fee.html", {"job": job, "preview": preview})


@signed_in
def mine(request: MemberRequest) -> HttpResponse:
    page = Paginator(queries.proposals_of(request.member), PER_PAGE).get_page(request.GET.get("page"))
    offers = queries.offers_visible_to(request.user).filter(freelancer=request.member, state=states.Offer.PENDING)
    return render(request, "jobs/proposals.html", {"page": page, "offers": offers})


@signed_in
def proposal(request: MemberRequest, uuid: str) -> HttpResponse:
    shown = get_object_or_404(queries.proposals_visible_to(request.user), uuid=uuid)
    actions.see(proposal=shown, actor=Actor.of(request.user), at=clock.now())
    return render(request, "jobs/proposal.html", sheets.of_proposal(shown, request, clock.now()))


@require_POST
@settled
def move(request: MemberRequest, uuid: str, verb: str) -> HttpResponse:
    shown = get_object_or_404(queries.proposals_visible_to(request.user), uuid=uuid)
    if verb not in steps.PROPOSAL_MOVES:
        raise Http404
    action, word = steps.PROPOSAL_MOVES[verb]
    try:
        action(proposal=shown, actor=Actor.of(request.user), at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, str(word))
    return redirect(shown if verb == "withdraw" else _back(request, shown))


def _back(request: MemberRequest, shown: Proposal) -> str:
    tab = request.POST.get("tab", "")
    if request.POST.get("back") == "inbox":
        return f"{shown.job.get_absolute_url()}proposals/?tab={tab if tab in queries.TABS else 'all'}"
    return shown.get_absolute_url()


@settled
def decline(request: MemberRequest, uuid: str) -> HttpResponse:
    shown = get_object_or_404(queries.proposals_visible_to(request.user), uuid=uuid, job__client=request.member)
    form = forms.DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decline(proposal=shown, **form.cleaned_data, actor=Actor.of(request.user), at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The freelancer has your answer."))
            return redirect("jobs:inbox", shown.job.uuid)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "jobs/decline.html", {"proposal": shown, "form": form}, status=status)


@signed_in
def proposal_file(request: MemberRequest, uuid: str, kept: str) -> FileResponse:
    files = queries.proposal_files_visible_to(request.user)
    return sending.send(get_object_or_404(files, proposal__uuid=uuid, uuid=kept))


@require_POST
@settled
def file_removal(request: MemberRequest, uuid: str, kept: str) -> HttpResponse:
    files = queries.proposal_files_visible_to(request.user).filter(proposal__freelancer=request.member)
    file = get_object_or_404(files.select_related("proposal__job__client", "proposal__freelancer"), uuid=kept)
    try:
        actions.detach_from_proposal(kept=file, actor=Actor.of(request.user), at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("jobs:propose", file.proposal.job.uuid)

"""Posting a job: drafts are kept at each step, so nothing typed is lost."""

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused
from marketplace.jobs import actions, forms, queries, steps
from marketplace.jobs.models import Job
from marketplace.members.access import MemberRequest, settled


def _mine(request: MemberRequest, uuid: str) -> Job:
    return get_object_or_404(queries.mine(request.user), uuid=uuid)


@settled
def new(request: MemberRequest) -> HttpResponse:
    return _edit(request, None)


@settled
def edit(request: MemberRequest, uuid: str) -> HttpResponse:
    return _edit(request, _mine(request, uuid))


def _edit(request: MemberRequest, job: Job | None) -> HttpResponse:
    if request.method == "POST":
        return _keep(request, job)
    rows = forms.stage_forms(rows=job.milestones.all() if job else ())
    return _form(request, job, forms.JobForm.of(job), rows)


def _keep(request: MemberRequest, job: Job | None) -> HttpResponse:
    form, rows = forms.JobForm.of(job, request.POST, request.FILES), forms.stage_forms(request.POST)
    step, actor = request.POST.get("step", ""), Actor.of(request.user)
    try:
        kept = steps.keep_job(job, request.member, form, rows, step=step, actor=actor, at=clock.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return _form(request, job, form, rows)
    return _form(request, kept.job, form, rows) if kept.stays else _onwards(request, kept)


def _form(request: MemberRequest, job: Job | None, form: forms.JobForm, rows: BaseFormSet) -> HttpResponse:
    return render(
        request, "jobs/edit.html", {"job": job, "form": form, "rows": rows}, status=forms.status_of(form, rows)
    )


def _onwards(request: MemberRequest, kept: steps.Kept) -> HttpResponse:
    if kept.word:
        messages.success(request, kept.word)
    return redirect("jobs:edit", kept.job.uuid) if kept.goes_on_editing else redirect(kept.job)


@require_POST
@settled
def move(request: MemberRequest, uuid: str, verb: str) -> HttpResponse:
    job = _mine(request, uuid)
    if verb not in steps.JOB_MOVES:
        raise Http404
    action, word = steps.JOB_MOVES[verb]
    try:
        action(job=job, actor=Actor.of(request.user), at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, str(word))
    return redirect("jobs:edit" if verb == "post" and job.state == "draft" else "jobs:job", job.uuid)


@require_POST
@settled
def file_removal(request: MemberRequest, uuid: str, kept: str) -> HttpResponse:
    file = get_object_or_404(_mine(request, uuid).files.select_related("job__client"), uuid=kept)
    try:
        actions.detach(kept=file, actor=Actor.of(request.user), at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The file is removed."))
    return redirect("jobs:edit", uuid)

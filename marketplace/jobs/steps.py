"""What the buttons of the two long forms do: keep everything first, then take the step that was asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid5

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel.actors import Actor
from kernel.errors import Refused
from marketplace.jobs import actions, forms, states
from marketplace.jobs.models import Job, Proposal
from marketplace.jobs.pitch import Brief
from marketplace.members.models import Member

POST, PREVIEW, DRAFT, ROW, RECALCULATE, SEND = "post", "preview", "draft", "row", "recalculate", "send"

POSTED = _("Your job is online. We tell you of each proposal.")
JOB_MOVES: dict[str, tuple[Callable[..., Any], Promise]] = {
    "post": (actions.post, POSTED),
    "repost": (actions.repost, _("Your job is online again.")),
    "pause": (actions.pause, _("Your job is paused: nobody finds it until you resume it.")),
    "resume": (actions.resume, _("Your job is online again.")),
    "close": (actions.close, _("The search is closed.")),
}
PROPOSAL_MOVES: dict[str, tuple[Callable[..., Any], Promise]] = {
    "shortlist": (actions.shortlist, _("Shortlisted.")),
    "unlist": (actions.unlist, _("No longer on the shortlist.")),
    "interview": (actions.interview, _("The freelancer knows that you would like to talk.")),
    "archive": (actions.archive, _("Archived. You find it under “Archived”.")),
    "restore": (actions.restore, _("Back in the inbox.")),
    "withdraw": (actions.withdraw, _("Your proposal is taken back.")),
}


@dataclass(frozen=True)
class Kept:
    """What was kept, the sentence about it, and whether the form has to be shown again."""

    job: Job
    proposal: Proposal | None = None
    word: Any = ""
    stays: bool = False
    goes_on_editing: bool = False


def keep_job(
    job: Job | None, client: Member, form: forms.JobForm, rows: Any, *, step: str, actor: Actor, at: datetime
) -> Kept:
    """Keep what could be read as a draft (files too), and go on where nothing was wrong. A posted job changes only as a
    whole. A refusal to post is shown beside the form, and what was typed is kept."""
    is_sound = form.is_valid() & rows.is_valid()
    brief = form.brief(forms.stages_of(rows))
    if job is None:
        return _keep_new(client, form, is_sound, brief, step, actor, at)
    is_draft = job.state == states.Job.DRAFT
    if is_draft or (is_sound and step != ROW):
        job = actions.revise(job=job, brief=brief, actor=actor, at=at)
    _attach(job, form, actor, at)
    return _go_on(job, form, is_sound, step, actor, at)


@transaction.atomic
def _keep_new(
    client: Member, form: forms.JobForm, is_sound: bool, brief: Brief, step: str, actor: Actor, at: datetime
) -> Kept:
    """The same page sent twice is one job: the second press finds it as the first has left it."""
    Member.objects.select_for_update(no_key=True).get(pk=client.pk)
    named = uuid5(form.named(client), repr(brief.stages))
    job = Job.objects.filter(client=client, uuid=named).first()
    if job is None:
        job = actions.draft(client=client, brief=brief, named=named, actor=actor, at=at)
        _attach(job, form, actor, at)
    elif job.state != states.Job.DRAFT:
        return Kept(job, word=POSTED if job.is_live else "")
    return _go_on(job, form, is_sound, step, actor, at)


def _attach(job: Job, form: forms.JobForm, actor: Actor, at: datetime) -> None:
    for taken in form.cleaned_data.get("files", ()):
        actions.attach(job=job, taken=taken, actor=actor, at=at)


def _go_on(job: Job, form: forms.JobForm, is_sound: bool, step: str, actor: Actor, at: datetime) -> Kept:
    """The step that was asked for, once everything is kept."""
    is_draft = job.state == states.Job.DRAFT
    if not is_sound or step == ROW:
        return Kept(job, stays=True)
    if step == POST and is_draft:
        return _post(job, form, actor, at)
    if step == DRAFT:
        return Kept(job, word=_("Your draft is kept."), goes_on_editing=True)
    return Kept(job, word=_("This is how others will see it.") if is_draft else _("Your changes are online."))


def _post(job: Job, form: forms.JobForm, actor: Actor, at: datetime) -> Kept:
    try:
        actions.post(job=job, actor=actor, at=at)
    except Refused as refused:
        form.add_error(getattr(refused, "field", None), str(refused))
        return Kept(job, stays=True)
    return Kept(job, word=POSTED)


def keep_proposal(
    job: Job, freelancer: Member, form: forms.ProposalForm, rows: Any, *, step: str, actor: Actor, at: datetime
) -> Kept:
    """The same for a proposal: kept as a draft at each step; sent when asked and whole."""
    is_sound = form.is_valid() & rows.is_valid()
    with transaction.atomic():
        proposal = actions.draft_proposal(
            job=job, freelancer=freelancer, pitch=form.pitch(forms.stages_of(rows)), actor=actor, at=at
        )
        for taken in form.cleaned_data.get("files", ()):
            actions.attach_to_proposal(proposal=proposal, taken=taken, actor=actor, at=at)
    if not is_sound or step in (ROW, RECALCULATE):
        return Kept(job, proposal, stays=True)
    if step != SEND:
        return Kept(job, proposal, word=_("Your draft is kept."), goes_on_editing=True)
    try:
        actions.propose(proposal=proposal, actor=actor, at=at)
    except Refused as refused:
        form.add_error(getattr(refused, "field", None), str(refused))
        return Kept(job, proposal, stays=True)
    return Kept(job, proposal, word=_("Your proposal is sent."))

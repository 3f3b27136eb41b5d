"""Files that belong to a job or a proposal."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from kernel import history
from kernel.actors import Actor
from kernel.moves import Role
from marketplace.files.intake import Taken
from marketplace.files.models import PrivateFile
from marketplace.jobs import parties, states
from marketplace.jobs.errors import UnableToPost, UnableToPropose
from marketplace.jobs.models import Job, JobFile, Proposal, ProposalFile

MOST_FILES = 10
Kept = TypeVar("Kept", bound=PrivateFile)


@transaction.atomic
def attach(*, job: Job, taken: Taken, actor: Actor, at: datetime) -> JobFile:
    """Add a file to a job that is not over; ten at most. The same file again, as a double click sends it, is the one
    that is there."""
    Job.objects.select_for_update(no_key=True).get(pk=job.pk)
    if parties.on_job(job, actor) is not Role.CLIENT or job.state in states.Job.OVER:
        raise UnableToPost(_("This job can no longer be changed."))
    if there := _there(job.files.all(), taken):
        return there
    if job.files.count() >= MOST_FILES:
        raise UnableToPost(_("A job can have ten files at most."))
    kept = JobFile(job=job, added_at=at)
    kept.fill(taken)
    kept.save()
    history.record(job, "attach", actor=actor, at=at, data={"file": str(kept.uuid), "name": kept.name})
    return kept


@transaction.atomic
def detach(*, kept: JobFile, actor: Actor, at: datetime) -> None:
    """Take a file off a job that is not over."""
    if parties.on_job(kept.job, actor) is not Role.CLIENT or kept.job.state in states.Job.OVER:
        raise UnableToPost(_("This job can no longer be changed."))
    history.record(kept.job, "detach", actor=actor, at=at, data={"file": str(kept.uuid), "name": kept.name})
    kept.delete()


@transaction.atomic
def attach_to_proposal(*, proposal: Proposal, taken: Taken, actor: Actor, at: datetime) -> ProposalFile:
    """Add a file to a proposal that is not sent yet; ten at most. The same file again is the one that is there."""
    Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    _demand_draft(proposal, actor)
    if there := _there(proposal.files.all(), taken):
        return there
    if proposal.files.count() >= MOST_FILES:
        raise UnableToPropose(_("A proposal can have ten files at most."))
    kept = ProposalFile(proposal=proposal, added_at=at)
    kept.fill(taken)
    kept.save()
    history.record(proposal, "attach", actor=actor, at=at, data={"file": str(kept.uuid), "name": kept.name})
    return kept


@transaction.atomic
def detach_from_proposal(*, kept: ProposalFile, actor: Actor, at: datetime) -> None:
    """Take a file off a proposal that is not sent yet."""
    _demand_draft(kept.proposal, actor)
    history.record(kept.proposal, "detach", actor=actor, at=at, data={"file": str(kept.uuid), "name": kept.name})
    kept.delete()


def _demand_draft(proposal: Proposal, actor: Actor) -> None:
    mine = parties.on_proposal(proposal, actor) is Role.FREELANCER
    if not mine or proposal.state != states.Proposal.DRAFT:
        raise UnableToPropose(_("This proposal can no longer be changed."))


def _there(kept: Iterable[Kept], taken: Taken) -> Kept | None:
    return next((one for one in kept if one.holds(taken)), None)

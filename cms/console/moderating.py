"""What the owner's staff do about a member or a job."""

from datetime import datetime

from cms.console.forms import RemovalForm, StandingForm
from kernel.actors import Actor
from kernel.errors import Refused
from marketplace.jobs import actions as jobs
from marketplace.jobs.models import Job
from marketplace.members import actions
from marketplace.members.models import Member


def change(member: Member, form: StandingForm, *, actor: Actor, at: datetime) -> bool:
    """Suspend her, or let her in again; a refusal stands beside the reason."""
    try:
        if form.suspends:
            actions.suspend(member=member, reason=form.cleaned_data["reason"], actor=actor, at=at)
        else:
            actions.reinstate(member=member, actor=actor, at=at)
    except Refused as refused:
        form.add_error("reason" if form.suspends else None, str(refused))
        return False
    return True


def remove(job: Job, form: RemovalForm, *, actor: Actor, at: datetime) -> bool:
    """Take a job off the marketplace; a refusal stands beside the reason."""
    try:
        jobs.remove(job=job, reason=form.cleaned_data["reason"], actor=actor, at=at)
    except Refused as refused:
        form.add_error("reason", str(refused))
        return False
    return True

"""How a job ends before anybody is hired; offers that wait for an answer are taken back with it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kernel import transition
from kernel.actors import Actor
from marketplace.jobs import parties, states
from marketplace.jobs.actions import offers
from marketplace.jobs.errors import UnableToPost
from marketplace.jobs.models import Job


@transaction.atomic
def close(*, job: Job, actor: Actor, at: datetime) -> Job:
    """The client ends the search."""
    role = parties.on_job(job, actor)
    transition.apply(states.JOB, job, "close", role=role, actor=actor, at=at)
    return _without_offers(job, actor, at)


@transaction.atomic
def remove(*, job: Job, reason: str, actor: Actor, at: datetime) -> Job:
    """Staff take a job off the marketplace; its client reads the reason."""
    if not reason.strip():
        raise UnableToPost(_("Please say why the job is removed: its client reads it."))
    role = parties.on_job(job, actor)
    data = {"reason": reason.strip()[:500]}
    transition.apply(states.JOB, job, "remove", role=role, actor=actor, at=at, data=data)
    return _without_offers(job, actor, at)


def _without_offers(job: Job, actor: Actor, at: datetime) -> Job:
    for offer in job.offers.filter(state=states.Offer.PENDING).select_related("client", "freelancer", "proposal"):
        offers.withdraw_offer(offer=offer, actor=actor, at=at)
    return job

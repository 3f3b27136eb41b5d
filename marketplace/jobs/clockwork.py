"""What the clock does to jobs and offers; each re-reads its object and makes the one domain call."""

from datetime import datetime

from kernel import timers
from kernel.actors import CLOCK
from marketplace.jobs import actions
from marketplace.jobs.models import Job, Offer


@timers.handle("job", "warn")
def warn(job_id: int, at: datetime) -> None:
    actions.warn(job=Job.objects.select_related("client").get(pk=job_id), actor=CLOCK, at=at)


@timers.handle("job", "expire")
def expire(job_id: int, at: datetime) -> None:
    actions.expire(job=Job.objects.select_related("client").get(pk=job_id), actor=CLOCK, at=at)


@timers.handle("offer", "expire")
def expire_offer(offer_id: int, at: datetime) -> None:
    offer = Offer.objects.select_related("client", "freelancer", "proposal").get(pk=offer_id)
    actions.expire_offer(offer=offer, actor=CLOCK, at=at)

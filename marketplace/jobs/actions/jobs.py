"""What may be done with a job."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from kernel import history, transition
from kernel.actors import Actor
from kernel.moves import Role
from marketplace.jobs import briefs, doors, parties, states
from marketplace.jobs.errors import UnableToPost
from marketplace.jobs.models import Job, JobMilestone, Offer
from marketplace.jobs.pitch import Brief
from marketplace.members import states as member_states
from marketplace.members.models import Category, Member, Skill
from tenants import current


@transaction.atomic
def draft(*, client: Member, brief: Brief, named: UUID | None = None, actor: Actor, at: datetime) -> Job:
    """Keep what a client has typed so far, under the uuid it is `named` by, if any. Nobody else sees it, nothing in it
    has to be whole."""
    if not client.is_client:
        raise UnableToPost(_("Only members who hire can post jobs. You can change that in your settings."))
    if client.state != member_states.ACTIVE:
        raise UnableToPost(_("Your membership is suspended: nothing new can begin."))
    facts = {"currency": current.get().currency, "created_at": at, "last_activity_at": at}
    job = Job(uuid=named or uuid4(), client=client, **facts)
    _fill_in(job, brief)
    transition.begin(states.JOB, job, "draft", role=Role.CLIENT, actor=actor, at=at)
    return job


@transaction.atomic
def revise(*, job: Job, brief: Brief, actor: Actor, at: datetime) -> Job:
    """Change a job that is not over. A posted job stays whole and may not change how it is paid once answered."""
    if parties.on_job(job, actor) is not Role.CLIENT or job.state in states.Job.OVER:
        raise UnableToPost(_("This job can no longer be changed."))
    is_posted = job.state != states.Job.DRAFT
    if is_posted and brief.kind != job.kind and job.proposals.exclude(state=states.Proposal.DRAFT).exists():
        raise UnableToPost(_("People have already answered: the kind of payment can no longer be changed."))
    _fill_in(job, brief)
    if is_posted:
        briefs.demand_whole(job)
    history.record(job, "revise", actor=actor, at=at)
    if job.is_live:
        transition.apply(states.JOB, job, "stir", role=Role.CLIENT, actor=actor, at=at, fields=briefs.fresh(at))
    return job


@transaction.atomic
def post(*, job: Job, actor: Actor, at: datetime) -> Job:
    """Show a draft to those who may see it. Raises UnableToPost while something is missing."""
    doors.demand_open(UnableToPost)
    briefs.demand_whole(job)
    return _move(job, "post", actor, at, fields={**briefs.fresh(at), "posted_at": at})


@transaction.atomic
def repost(*, job: Job, actor: Actor, at: datetime) -> Job:
    """Open a closed or expired job again, as new."""
    doors.demand_open(UnableToPost)
    briefs.demand_whole(job)
    return _move(job, "repost", actor, at, fields={**briefs.fresh(at), "posted_at": at})


@transaction.atomic
def pause(*, job: Job, actor: Actor, at: datetime) -> Job:
    """Take no proposals for a while; nobody finds the job until it is resumed."""
    return _move(job, "pause", actor, at)


@transaction.atomic
def resume(*, job: Job, actor: Actor, at: datetime) -> Job:
    """Take proposals again, for as long as a new job."""
    doors.demand_open(UnableToPost)
    return _move(job, "resume", actor, at, fields=briefs.fresh(at))


@transaction.atomic
def warn(*, job: Job, actor: Actor, at: datetime) -> Job:
    """The clock, when nothing has happened for long: the job ends soon unless something happens."""
    return _move(job, "warn", actor, at)


@transaction.atomic
def expire(*, job: Job, actor: Actor, at: datetime) -> Job:
    """The clock, after all its quiet days: the job ends."""
    return _move(job, "expire", actor, at)


@transaction.atomic
def stir(*, job: Job, actor: Actor, at: datetime) -> Job:
    """Something happened around a job: its quiet days begin anew. Nothing to do for a job that isn't open."""
    role = parties.on_job(job, actor)
    if job.is_live and role in (Role.CLIENT, Role.FREELANCER):
        transition.apply(states.JOB, job, "stir", role=role, actor=actor, at=at, fields=briefs.fresh(at))
    return job


@transaction.atomic
def fill(*, offer: Offer, actor: Actor, at: datetime) -> Job:
    """Close the search once as many people as wanted have accepted."""
    job = offer.job
    hired = job.proposals.filter(state=states.Proposal.HIRED).count()
    if hired >= job.openings:
        role = parties.on_offer(offer, actor)
        transition.apply(states.JOB, job, "fill", role=role, actor=actor, at=at, data={"offer": offer.pk})
    return job


def _move(
    job: Job, verb: str, actor: Actor, at: datetime, *, fields: dict | None = None, data: dict | None = None
) -> Job:
    role = parties.on_job(job, actor)
    transition.apply(states.JOB, job, verb, role=role, actor=actor, at=at, fields=fields, data=data)
    return job


def _fill_in(job: Job, brief: Brief) -> None:
    skills = list(Skill.objects.filter(pk__in=brief.skill_ids))
    job.category = Category.objects.filter(pk=brief.category_id).first() if brief.category_id else None
    briefs.say(job, brief, skills)
    job.save()
    job.skills.set(skills)
    job.milestones.all().delete()
    JobMilestone.objects.bulk_create(
        JobMilestone(
            job=job,
            position=place,
            title=stage.title,
            amount_minor=stage.amount.minor,
            currency=job.currency,
            due_on=stage.due_on,
        )
        for place, stage in enumerate(brief.stages, start=1)
    )

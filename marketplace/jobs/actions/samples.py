"""Sample jobs of a new marketplace, posted by its sample people."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from kernel import transition
from kernel.actors import Actor
from kernel.moves import Role
from marketplace.jobs import briefs, states
from marketplace.jobs.models import Job
from marketplace.jobs.pitch import Brief
from marketplace.members.models import Category, Member, Skill
from tenants import current


@transaction.atomic
def bring(*, posts: Sequence[tuple[Member, Brief, timedelta]], actor: Actor, at: datetime) -> list[Job]:
    """Make open sample jobs, each of a client with what she wants and how long before `at` she posted it.

    What `draft` and `post` leave behind, in seven queries however many they are, since somebody watches while her
    marketplace is built; whole (title, text, budget) or UnableToPost.
    """
    skills = {skill.pk: skill for skill in Skill.objects.all()}
    categories = {category.pk: category for category in Category.objects.all()}
    able = [sorted((skills[pk] for pk in brief.skill_ids), key=lambda skill: skill.name) for _c, brief, _age in posts]
    made = [
        _job(client, brief, categories.get(brief.category_id or 0), known, at - age)
        for (client, brief, age), known in zip(posts, able, strict=True)
    ]
    Job.objects.bulk_create(made)
    through = Job.skills.through
    through.objects.bulk_create(
        through(job=job, skill=skill) for job, known in zip(made, able, strict=True) for skill in known
    )
    births = [(job, job.created_at) for job in made]
    transition.begin_all(states.JOB, births, "bring", role=Role.OWNER, actor=actor)
    return made


def _job(client: Member, brief: Brief, category: Category | None, known: list[Skill], at: datetime) -> Job:
    job = Job(
        client=client,
        currency=current.get().currency,
        category=category,
        state=states.Job.OPEN,
        is_sample=True,
        created_at=at,
        posted_at=at,
        **briefs.fresh(at),
    )
    briefs.say(job, brief, known)
    briefs.demand_whole(job)
    return job

"""What a job's own row says of what its client wants, and whether that is whole."""

from datetime import datetime

from django.utils.translation import gettext as _

from marketplace.jobs.errors import UnableToPost
from marketplace.jobs.models import Job
from marketplace.jobs.pitch import Brief, total
from marketplace.members.models import Skill
from marketplace.windows import queries as windows

SHORTEST_DESCRIPTION = 40


def say(job: Job, brief: Brief, skills: list[Skill]) -> None:
    """Put what the client wants on the job's own row, which has its category; nothing is saved."""
    budget = total(brief.stages) or brief.budget
    job.title, job.description = brief.title.strip(), brief.description.strip()
    job.kind, job.experience = brief.kind, brief.experience
    job.visibility, job.weekly_hours, job.openings = brief.visibility, brief.weekly_hours, brief.openings
    job.questions = [question.strip() for question in brief.questions if question.strip()]
    job.budget_minor = budget.minor if budget else None
    job.rate_from_minor = brief.rate_from.minor if brief.rate_from else None
    job.words = " ".join([*(skill.name for skill in skills), job.category.name if job.category else ""]).strip()


def demand_whole(job: Job) -> None:
    """Raise UnableToPost, with the field, while something is missing."""
    if not job.title:
        raise UnableToPost(_("Please give the job a title."), "title")
    if len(job.description) < SHORTEST_DESCRIPTION:
        raise UnableToPost(_("Please describe the job in at least two sentences."), "description")
    if not job.budget:
        raise UnableToPost(
            _("Please say what you want to pay: a budget, or milestones with amounts."), _price_field(job)
        )
    if job.rate_from and job.rate_from > job.budget:
        raise UnableToPost(_("The lowest hourly rate is above the highest."), "rate_from")


def fresh(at: datetime) -> dict:
    """Something happened: the owner's limits run anew, as they are now."""
    limits = windows.current()
    ends = at + limits.of("job")
    return {"last_activity_at": at, "warns_at": ends - limits.of("warn"), "expires_at": ends}


def _price_field(job: Job) -> str:
    return "budget" if job.is_fixed else "rate_to"

"""Sample people and jobs: marked, and gone with one click."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from kernel import currencies, history
from kernel.actors import Actor
from kernel.money import Money
from marketplace import presets
from marketplace.jobs import actions as jobs
from marketplace.jobs.models import Job, Proposal
from marketplace.jobs.pitch import Brief
from marketplace.members import samples as members
from marketplace.members.faces import Craft, Face
from marketplace.members.models import Category, Member, Skill

# Sample jobs were posted over the last days, the newest some hours ago.
FIRST, APART = timedelta(hours=5), timedelta(hours=19)


@transaction.atomic
def bring(preset: presets.Preset, *, currency: str, kinds: set[str], actor: Actor, at: datetime) -> None:
    """Sample freelancers, and sample jobs of the kinds of work allowed, in the marketplace being served."""
    categories = dict(Category.objects.values_list("slug", "pk"))
    skills = dict(Skill.objects.values_list("slug", "pk"))
    told = [_person(person, preset, currency, skills) for person in preset.people]
    people = members.bring(people=told, actor=actor, at=at)
    wanted = [job for job in preset.jobs if ("hourly" if job.hourly else "fixed") in kinds]
    posts = [
        (people[(place * 2 + 1) % len(people)], _brief(job, currency, categories, skills), FIRST + APART * place)
        for place, job in enumerate(wanted)
    ]
    jobs.bring(posts=posts, actor=actor, at=at)


def exist() -> bool:
    """Whether any sample content is left."""
    return Member.objects.filter(is_sample=True).exists() or Job.objects.filter(is_sample=True).exists()


@transaction.atomic
def purge(*, actor: Actor, at: datetime) -> int:
    """Take all sample content away; returns how many jobs and people went.

    A sample job to which a real member has already answered stays, with its client, until it ends by itself: nobody's
    work is thrown away.
    """
    real = Proposal.objects.filter(job=OuterRef("pk"), freelancer__is_sample=False)
    gone = Job.objects.filter(is_sample=True).exclude(Exists(real))
    ids = list(gone.values_list("pk", flat=True))
    Proposal.objects.filter(Q(job__in=ids) | Q(freelancer__is_sample=True)).delete()
    Job.objects.filter(pk__in=ids).delete()
    people = Member.objects.filter(is_sample=True).exclude(Exists(Job.objects.filter(client=OuterRef("pk"))))
    users = list(people.values_list("user_id", flat=True))
    number = len(ids) + people.delete()[1].get(Member._meta.label, 0)
    User.objects.filter(pk__in=users).delete()
    owner = User.objects.filter(pk=actor.user_id or 0).first()
    if owner is not None:
        history.record(owner, "purge_samples", actor=actor, at=at, data={"gone": number})
    return number


def _person(person: presets.Person, preset: presets.Preset, currency: str, skills: dict[str, int]) -> members.Sample:
    ids = tuple(skills[skill.slug] for skill in person.skills if skill.slug in skills)
    return members.Sample(
        key=person.key,
        face=Face(person.name, True, True, person.headline, person.bio, person.country, preset.language, ""),
        craft=Craft(rate=_money(person.rate, currency), skill_ids=ids, languages=(preset.language,)),
    )


def _brief(job: presets.Job, currency: str, categories: dict[str, int], skills: dict[str, int]) -> Brief:
    return Brief(
        title=job.title,
        description=job.text,
        category_id=categories.get(job.category.slug),
        skill_ids=tuple(skills[skill.slug] for skill in job.skills if skill.slug in skills),
        kind="hourly" if job.hourly else "fixed",
        budget=_money(job.budget, currency),
    )


def _money(units: int, currency: str) -> Money:
    return Money(presets.scaled(units, currency) * currencies.get(currency).unit, currency)

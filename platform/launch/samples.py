"""Sample people and jobs: brought in through the public actions, marked, and gone with one click."""

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
from marketplace.members import actions as members
from marketplace.members import joining
from marketplace.members.faces import Craft, Face
from marketplace.members.models import Category, Member, Skill

# Nobody can receive mail there (RFC 2606), so no notice to a sample person ever leaves.
NOWHERE = "sample.invalid"
# Sample jobs were posted over the last days, the newest some hours ago.
FIRST, APART = timedelta(hours=5), timedelta(hours=19)


def bring(preset: presets.Preset, *, currency: str, kinds: set[str], at: datetime) -> None:
    """Sample freelancers, and sample jobs of the kinds of work allowed, in the marketplace being served."""
    categories = dict(Category.objects.values_list("slug", "pk"))
    skills = dict(Skill.objects.values_list("slug", "pk"))
    people = [_person(person, preset, currency, skills, at) for person in preset.people]
    wanted = [job for job in preset.jobs if ("hourly" if job.hourly else "fixed") in kinds]
    for place, job in enumerate(wanted):
        client = people[(place * 2 + 1) % len(people)]
        _job(job, client, currency, categories, skills, at - FIRST - APART * place)


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


def _person(
    person: presets.Person, preset: presets.Preset, currency: str, skills: dict[str, int], at: datetime
) -> Member:
    user = User.objects.create_user(
        email=f"{person.key}@{NOWHERE}", name=person.name, language=preset.language, is_active=False
    )
    member = joining.member_for(user)
    Member.objects.filter(pk=member.pk).update(is_sample=True, avatar_seed=person.key[:40])
    member.refresh_from_db()
    actor = Actor("user", user.pk, person.name)
    face = Face(person.name, True, True, person.headline, person.bio, person.country, preset.language, "")
    members.revise(member=member, face=face, actor=actor, at=at)
    rate = _money(person.rate, currency)
    ids = tuple(skills[skill.slug] for skill in person.skills if skill.slug in skills)
    members.revise_craft(
        member=member,
        craft=Craft(rate=rate, skill_ids=ids, languages=(preset.language,)),
        actor=actor,
        at=at,
    )
    return member


def _job(
    job: presets.Job, client: Member, currency: str, categories: dict[str, int], skills: dict[str, int], at: datetime
) -> None:
    brief = Brief(
        title=job.title,
        description=job.text,
        category_id=categories.get(job.category.slug),
        skill_ids=tuple(skills[skill.slug] for skill in job.skills if skill.slug in skills),
        kind="hourly" if job.hourly else "fixed",
        budget=_money(job.budget, currency),
    )
    actor = Actor("user", client.user_id, client.name)
    made = jobs.draft(client=client, brief=brief, actor=actor, at=at)
    Job.objects.filter(pk=made.pk).update(is_sample=True)
    jobs.post(job=made, actor=actor, at=at)


def _money(units: int, currency: str) -> Money:
    return Money(presets.scaled(units, currency) * currencies.get(currency).unit, currency)

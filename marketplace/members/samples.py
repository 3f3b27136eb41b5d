"""Sample people of a new marketplace: marked, unable to sign in, and made together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from kernel import transition
from kernel.actors import Actor
from kernel.moves import Role
from marketplace.members import states
from marketplace.members.faces import Craft, Face
from marketplace.members.models import ClientProfile, FreelancerProfile, Member, Skill
from tenants import current

# Nobody can receive mail there (RFC 2606), so no notice to a sample person ever leaves.
NOWHERE = "sample.invalid"


@dataclass(frozen=True)
class Sample:
    """Somebody who hires and works. `key` is a slug of her own; her picture is drawn from it."""

    key: str
    face: Face
    craft: Craft


@transaction.atomic
def bring(*, people: Sequence[Sample], actor: Actor, at: datetime) -> list[Member]:
    """Make sample members, listed like real ones who have filled in the same; in the order given.

    The same rows as `revise` and `revise_craft` write one by one, in eight queries however many they are, since
    somebody watches while her marketplace is built.
    """
    users = User.objects.bulk_create(_user(sample) for sample in people)
    taken = {handle.lower() for handle in Member.objects.values_list("handle", flat=True)}
    members = Member.objects.bulk_create(
        _member(sample, user, taken, at) for sample, user in zip(people, users, strict=True)
    )
    ClientProfile.objects.bulk_create(ClientProfile(member=member) for member in members)
    _list_them(people, members)
    transition.begin_all(states.LIFE, [(member, at) for member in members], "join", role=Role.MEMBER, actor=actor)
    return members


def _user(sample: Sample) -> User:
    return User(
        email=f"{sample.key}@{NOWHERE}",
        name=sample.face.name,
        language=sample.face.language,
        is_active=False,
        password=make_password(None),
    )


def _member(sample: Sample, user: User, taken: set[str], at: datetime) -> Member:
    face = sample.face
    handle = slugify(face.name)[:40].strip("-_")
    if not handle or handle in taken:
        handle = f"{handle or 'm'}-{sample.key}"[:60]
    taken.add(handle)
    return Member(
        user=user,
        handle=handle,
        name=face.name,
        is_client=True,
        is_freelancer=True,
        headline=face.headline,
        bio=face.bio,
        country=face.country,
        language=face.language,
        time_zone=face.time_zone,
        avatar_seed=sample.key[:40],
        is_sample=True,
        joined_at=at,
    )


def _list_them(people: Sequence[Sample], members: Sequence[Member]) -> None:
    skills = {skill.pk: skill for skill in Skill.objects.all()}
    able = [sorted((skills[pk] for pk in one.craft.skill_ids), key=lambda skill: skill.name) for one in people]
    profiles = FreelancerProfile.objects.bulk_create(
        FreelancerProfile(
            member=member,
            currency=current.get().currency,
            rate_minor=sample.craft.rate.minor if sample.craft.rate else None,
            availability=sample.craft.availability,
            languages=list(sample.craft.languages),
            is_listed=bool(member.headline and known),
            words=" ".join([member.name, member.headline, *(skill.name for skill in known)]),
            story=member.bio,
        )
        for sample, member, known in zip(people, members, able, strict=True)
    )
    through = FreelancerProfile.skills.through
    through.objects.bulk_create(
        through(freelancerprofile=profile, skill=skill)
        for profile, known in zip(profiles, able, strict=True)
        for skill in known
    )

"""What may be done with a member and what she shows."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image

from accounts.models import User
from kernel import history, transition
from kernel.actors import Actor
from kernel.moves import Role
from marketplace.files.intake import Taken
from marketplace.members import queries, states
from marketplace.members.errors import UnableToRevise
from marketplace.members.faces import Craft, Face, House
from marketplace.members.models import Category, ClientProfile, FreelancerProfile, Member, PortfolioItem, Skill
from tenants import current

MOST_PIECES = 24


@transaction.atomic
def revise(*, member: Member, face: Face, actor: Actor, at: datetime) -> Member:
    """Change what everybody sees of a member. She hires, works, or both: one of them at least."""
    _demand_self(member, actor)
    if not (face.hires or face.works):
        raise UnableToRevise(_("Please choose whether you want to hire, to work, or both."))
    old = {"name": member.name, "is_client": member.is_client, "is_freelancer": member.is_freelancer}
    member.name = face.name.strip() or member.name
    member.is_client, member.is_freelancer = face.hires, face.works
    member.headline, member.bio = face.headline.strip(), face.bio.strip()
    member.country, member.language, member.time_zone = face.country, face.language, face.time_zone
    member.save()
    User.objects.filter(pk=member.user_id).update(name=member.name, language=face.language, time_zone=face.time_zone)
    _keep_profiles(member)
    new = {"name": member.name, "is_client": member.is_client, "is_freelancer": member.is_freelancer}
    history.record(member, "revise", actor=actor, at=at, data={"old": old, "new": new})
    return member


@transaction.atomic
def revise_craft(*, member: Member, craft: Craft, actor: Actor, at: datetime) -> FreelancerProfile:
    """Change a freelancer's skills, rate and availability; she is found once she has a headline and a skill."""
    _demand_self(member, actor)
    if not member.is_freelancer:
        raise UnableToRevise(_("Say first that you want to work here."))
    profile = FreelancerProfile.objects.get_or_create(member=member, defaults={"currency": current.get().currency})[0]
    skills = list(Skill.objects.filter(pk__in=craft.skill_ids))
    profile.category = Category.objects.filter(pk=craft.category_id).first() if craft.category_id else None
    profile.rate_minor = craft.rate.minor if craft.rate else None
    profile.availability, profile.languages = craft.availability, list(craft.languages)
    profile.skills.set(skills)
    profile.is_listed = craft.wants_listing and bool(member.headline and skills)
    _index(profile, skills)
    history.record(member, "revise_craft", actor=actor, at=at)
    return profile


@transaction.atomic
def revise_house(*, member: Member, house: House, actor: Actor, at: datetime) -> ClientProfile:
    """Change what a client shows of her company."""
    _demand_self(member, actor)
    profile, _new = ClientProfile.objects.get_or_create(member=member)
    profile.company, profile.website, profile.about = house.company.strip(), house.website, house.about.strip()
    profile.save()
    history.record(member, "revise_house", actor=actor, at=at)
    return profile


@transaction.atomic
def add_piece(
    *,
    member: Member,
    taken: Taken,
    title: str,
    story: str = "",
    link: str = "",
    named: UUID | None = None,
    actor: Actor,
    at: datetime,
) -> PortfolioItem:
    """Add a picture of one's work to the portfolio, as its first piece; 24 at most. The piece that is `named` already
    is returned as it stands."""
    _demand_self(member, actor)
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if named and (standing := member.portfolio.filter(uuid=named).first()):
        return standing
    if member.portfolio.count() >= MOST_PIECES:
        raise UnableToRevise(_("A portfolio can have 24 pieces at most. Please remove one first."))
    with Image.open(taken.content) as picture:
        width, height = picture.size
    taken.content.seek(0)
    piece = PortfolioItem(
        uuid=named or uuid4(), member=member, title=title.strip(), story=story.strip(), link=link,
        width=width, height=height, added_at=at,
    )  # fmt: skip
    piece.fill(taken)
    piece.save()
    history.record(member, "add_piece", actor=actor, at=at, data={"piece": str(piece.uuid), "title": piece.title})
    return piece


@transaction.atomic
def remove_piece(*, piece: PortfolioItem, actor: Actor, at: datetime) -> None:
    """Take a piece out of the portfolio; the file itself goes with the next sweep."""
    _demand_self(piece.member, actor)
    data = {"piece": str(piece.uuid), "title": piece.title}
    history.record(piece.member, "remove_piece", actor=actor, at=at, data=data)
    piece.delete()


@transaction.atomic
def suspend(*, member: Member, reason: str, actor: Actor, at: datetime) -> Member:
    """Shut a member out; her data stay, she reads the reason."""
    if not reason.strip():
        raise UnableToRevise(_("Please say why: the member reads it."))
    return _move(member, "suspend", actor, at, {"reason": reason.strip()[:500]})


@transaction.atomic
def reinstate(*, member: Member, actor: Actor, at: datetime) -> Member:
    """Let a member in again, with everything as it was."""
    return _move(member, "reinstate", actor, at, {})


def _move(member: Member, verb: str, actor: Actor, at: datetime, data: dict) -> Member:
    roles = queries.staff_roles(queries.user_of(actor))
    role = next((role for role in (Role.OWNER, Role.MODERATOR) if role in roles), Role.MEMBER)
    transition.apply(states.LIFE, member, verb, role=role, actor=actor, at=at, data=data)
    return member


def _demand_self(member: Member, actor: Actor) -> None:
    if actor.user_id != member.user_id:
        raise UnableToRevise(_("Only the member herself can change this."))


def _keep_profiles(member: Member) -> None:
    if member.is_client:
        ClientProfile.objects.get_or_create(member=member)
    if not member.is_freelancer:
        FreelancerProfile.objects.filter(member=member).update(is_listed=False)
        return
    profile = FreelancerProfile.objects.get_or_create(member=member, defaults={"currency": current.get().currency})[0]
    profile.member = member
    _index(profile, list(profile.skills.all()))


def _index(profile: FreelancerProfile, skills: list[Skill]) -> None:
    member = profile.member
    profile.words = " ".join([member.name, member.headline, *(skill.name for skill in skills)])
    profile.story = member.bio
    profile.save()

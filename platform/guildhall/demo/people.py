"""The members of a demo marketplace: they join, write their profiles, confirm their addresses."""

from datetime import datetime
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts import actions as accounts
from accounts.models import User
from guildhall.demo import cast, tale
from guildhall.demo.marketplaces import Marketplace
from kernel.actors import SYSTEM, Actor
from marketplace.members import actions as members
from marketplace.members import joining
from marketplace.members.faces import Craft, Face, House
from marketplace.members.models import Category, Member, Skill


@cache
def _password() -> str:
    """Hashed once: everybody in the demo has the same."""
    return make_password(cast.PASSWORD)


def email(handle: str, place: Marketplace) -> str:
    return f"{handle}@{place.slug}.example"


def actor(member: Member) -> Actor:
    return Actor("user", member.user_id, member.name)


def join_client(told: dict[str, Any], place: Marketplace, at: datetime) -> Member:
    member = _join(told, place, at)
    face = Face(told["name"], True, False, told["company"], told["about"], told["country"], place.language, "")
    members.revise(member=member, face=face, actor=actor(member), at=at)
    house = House(company=told["company"], about=told["about"])
    members.revise_house(member=member, house=house, actor=actor(member), at=at)
    return member


def join_freelancer(told: dict[str, Any], place: Marketplace, at: datetime) -> Member:
    member = _join(told, place, at)
    face = Face(told["name"], False, True, told["headline"], told["bio"], told["country"], place.language, "")
    members.revise(member=member, face=face, actor=actor(member), at=at)
    craft = Craft(
        rate=tale.money(told["rate"], place.currency),
        category_id=Category.objects.get(slug=told["category"]).pk,
        skill_ids=skill_ids(told["skills"]),
        availability=told["availability"],
        languages=tuple(told["languages"]),
    )
    members.revise_craft(member=member, craft=craft, actor=actor(member), at=at)
    return member


def confirm(user: User, at: datetime) -> None:
    """Her address is hers: in the demo nobody waits for a mail."""
    accounts.confirm_email(user=user, actor=SYSTEM, at=at)


def skill_ids(names: list[str]) -> tuple[int, ...]:
    return tuple(Skill.objects.filter(name__in=names).values_list("pk", flat=True))


def _join(told: dict[str, Any], place: Marketplace, at: datetime) -> Member:
    user = User.objects.create_user(email(told["handle"], place), name=told["name"], language=place.language)
    # The day she came, and the demo's password without hashing it once more for each of them.
    User.objects.filter(pk=user.pk).update(password=_password(), joined_at=at, time_zone=place.time_zone)
    user.refresh_from_db()
    confirm(user, at)
    member = joining.member_for(user)
    Member.objects.filter(pk=member.pk).update(handle=told["handle"], avatar_seed=told["handle"][:40])
    member.refresh_from_db()
    return member

"""A person who signed up becomes a member the first time anybody asks for her as one."""

import secrets
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from kernel import transition
from kernel.actors import Actor
from kernel.moves import Role
from marketplace.members import states
from marketplace.members.models import Member

_beside: dict[str, Any] = {}


def ask_beside(name: str, expression: Any) -> None:
    """What a higher floor wants to know on every page of the member who looks, in the query that finds her:
    `ask_beside("offers_waiting", …)` is then `member.offers_waiting`, absent on the page she joins by."""
    _beside[name] = expression


def member_for(user: User) -> Member:
    """The member of a signed-in person; made now when this is her first step inside. One query when she is there."""
    found = Member.objects.select_related("user").annotate(**_beside).filter(user_id=user.pk).first()
    return found or _join(user)


@transaction.atomic
def _join(user: User) -> Member:
    name = user.name or user.email.split("@")[0]
    member, is_new = Member.objects.get_or_create(
        user=user,
        defaults={
            "name": name,
            "handle": free_handle(name),
            "language": user.language,
            "time_zone": user.time_zone,
            "avatar_seed": secrets.token_hex(6),
            "joined_at": user.joined_at,
        },
    )
    if is_new:
        transition.begin(states.LIFE, member, "join", role=Role.MEMBER, actor=Actor.of(user), at=user.joined_at)
    return member


def free_handle(name: str) -> str:
    """An address for a profile that nobody has; from the name where it can be written in Latin letters."""
    wanted = slugify(name)[:40].strip("-_")
    if wanted and not Member.objects.filter(handle__iexact=wanted).exists():
        return wanted
    return f"{wanted or 'm'}-{secrets.token_hex(3)}"

"""A person who signed up becomes a member the first time anybody asks for her as one."""

import secrets
from functools import cache
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
_WHO = -(2**62)  # stands for the person in the statement


def ask_beside(name: str, expression: Any) -> None:
    """What a higher floor wants to know on every page of the member who looks, in the query that finds her:
    `ask_beside("offers_waiting", …)` is then `member.offers_waiting`, absent on the page she joins by."""
    _beside[name] = expression
    _statement.cache_clear()


def member_for(user: User) -> Member:
    """The member of a signed-in person; made now when this is her first step inside. One query when she is there."""
    sql, params = _statement()
    asked = [user.pk if param is _WHO else param for param in params]
    found: Member | None = next(iter(Member.objects.raw(sql, asked)), None)
    if found is None:
        return _join(user)
    found.user = user
    return found


@cache
def _statement() -> tuple[str, tuple[Any, ...]]:
    """Written once for the process: every page of every member asks this, and the ORM takes nine times as long to write
    it as the server to answer."""
    sql, params = Member.objects.annotate(**_beside).filter(user_id=_WHO).query.sql_with_params()
    return sql, tuple(params)


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

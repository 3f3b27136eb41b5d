"""What a member has been told and how she wants to be told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from accounts.models import User
from kernel import locales
from kernel.amounts import format_money
from kernel.money import Money
from kernel.templatetags import formats
from marketplace.notices import registry
from marketplace.notices.models import Notice, Preference


def visible_to(user: User | AnonymousUser) -> QuerySet[Notice]:
    """A person's own news, newest first."""
    if not user.is_authenticated:
        return Notice.objects.none()
    return Notice.objects.filter(member__user=user, is_shown=True)


def unread(user: User | AnonymousUser) -> int:
    """How many a person has not read. One query over a partial index."""
    return visible_to(user).filter(read_at=None).count()


def unread_notices() -> Coalesce:
    """For a query of members: how many each has not read. Over a partial index."""
    hers = Notice.objects.filter(member=OuterRef("pk"), is_shown=True, read_at=None).order_by()
    return Coalesce(Subquery(hers.values("member").annotate(number=Count("pk")).values("number")), 0)


def unread_of_member(member_id: int) -> int:
    return Notice.objects.filter(member_id=member_id, is_shown=True, read_at=None).count()


def spoken(notice: Notice) -> "Spoken":
    """A notice in the words of the active language."""
    words = registry.words_of(notice.kind) or registry.Words(title=notice.params.get("title", notice.kind))
    values = {name: locales.set_apart(_said(value)) for name, value in notice.params.items()}
    return Spoken(str(words.title) % values, str(words.body) % values, str(words.action))


@dataclass(frozen=True)
class Spoken:
    title: str
    body: str
    action: str


def _said(value: Any) -> str:
    if isinstance(value, dict) and set(value) == {"minor", "currency"}:
        return format_money(Money(value["minor"], value["currency"]))
    if isinstance(value, dict) and set(value) == {"said"}:
        return gettext(value["said"])
    if isinstance(value, dict) and set(value) == {"day"}:
        return formats.day(datetime.fromisoformat(value["day"]))
    return str(value)


@dataclass(frozen=True)
class Wanted:
    """One row of the settings: the kinds that share a label, as one choice."""

    kinds: str
    label: Any
    in_app: bool
    by_email: bool


def ways(member_id: int) -> dict[str, list[Wanted]]:
    """Each kind of news with how this member hears of it, by group. One query."""
    kept = {row.kind: row for row in Preference.objects.filter(member_id=member_id)}
    found: dict[str, dict[str, Wanted]] = {}
    for group, kinds in registry.kinds().items():
        rows = found.setdefault(group, {})
        for name, words in kinds:
            row = kept.get(name)
            in_app, by_email = (row.in_app, row.by_email) if row else (True, not words.quiet)
            label = str(words.label or words.title)
            same = rows.get(label)
            names = f"{same.kinds},{name}" if same else name
            rows[label] = Wanted(names, label, in_app, by_email or bool(same and same.by_email))
    return {group: list(rows.values()) for group, rows in found.items()}


def way(member_id: int, kind: str) -> tuple[bool, bool]:
    """Whether a member hears of a kind in the list and by e-mail."""
    row = Preference.objects.filter(member_id=member_id, kind=kind).first()
    words = registry.words_of(kind)
    return (row.in_app, row.by_email) if row else (True, not (words and words.quiet))


def known_kinds() -> list[str]:
    return [name for kinds in registry.kinds().values() for name, _words in kinds]


def member_of(user: User | AnonymousUser) -> Any:
    """The member a person is, None for a visitor or for somebody who has not stepped inside yet."""
    return getattr(user, "member", None) if user.is_authenticated else None

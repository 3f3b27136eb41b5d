"""Telling members, once, in the ways they want."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from kernel.actors import SYSTEM, Actor
from marketplace.notices import live, outbox, queries
from marketplace.notices.models import Notice, Preference


@transaction.atomic(savepoint=False)
def notify(
    *, member: Any, kind: str, params: dict[str, Any], url: str, key: str = "", actor: Actor = SYSTEM, at: datetime
) -> Notice | None:
    """Tell a member, in the list and by e-mail as she wants it. The same key again tells nothing and gives None."""
    in_app, by_email = queries.way(member.pk, kind)
    if not (in_app or by_email):
        return None
    notice, is_new = Notice.objects.get_or_create(
        member_id=member.pk,
        key=key or f"{kind}:{at.isoformat()}",
        defaults={
            "kind": kind,
            "params": params,
            "url": url,
            "created_at": at,
            "is_shown": in_app,
            "is_mailed": by_email,
        },
    )
    if not is_new:
        return None
    if in_app:
        transaction.on_commit(_count_live(member.pk), robust=True)
    if by_email:
        outbox.post(notice.pk)
    return notice


@transaction.atomic
def read(*, notice: Notice, actor: Actor, at: datetime) -> Notice:
    """The member has opened it."""
    if Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at):
        notice.read_at = at
        transaction.on_commit(_count_live(notice.member_id), robust=True)
    return notice


@transaction.atomic
def read_all(*, member: Any, actor: Actor, at: datetime) -> int:
    """The member has seen all of it; returns how many were new."""
    number = Notice.objects.filter(member_id=member.pk, read_at=None).update(read_at=at)
    transaction.on_commit(_count_live(member.pk), robust=True)
    return number


@transaction.atomic
def prefer(
    *, member: Any, in_app: Iterable[str], by_email: Iterable[str], kinds: Iterable[str], actor: Actor, at: datetime
) -> None:
    """Keep how a member wants to hear of each of `kinds`. One statement, however many there are."""
    listed, mailed = set(in_app), set(by_email)
    rows = [
        Preference(member_id=member.pk, kind=kind, in_app=kind in listed, by_email=kind in mailed, changed_at=at)
        for kind in dict.fromkeys(kinds)
    ]
    Preference.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["member", "kind"],
        update_fields=["in_app", "by_email", "changed_at"],
    )


def _count_live(member_id: int) -> Callable[[], None]:
    """What to do after commit: count what the member has not read, and tell her open pages. On the channel of now."""
    channel = live.channel(member_id)
    return lambda: live.publish_on(channel, "notices", {"unread": queries.unread_of_member(member_id)})

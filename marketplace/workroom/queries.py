"""Who may read which conversation, and what is new in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.models import User
from kernel.moves import Role
from marketplace.contracts import queries as contracts
from marketplace.contracts.models import Contract
from marketplace.jobs.models import Proposal
from marketplace.jobs.states import Proposal as ProposalStates
from marketplace.members.models import Member
from marketplace.workroom.models import Attachment, Message, ReadMark, Thread

Person = User | AnonymousUser
PAGE = 50


def visible_to(user: Person) -> QuerySet[Thread]:
    """Conversations that this person is part of, the latest first."""
    rows = Thread.objects.select_related("client", "freelancer", "contract", "proposal__job")
    if not user.is_authenticated:
        return rows.none()
    return rows.filter(Q(client__user=user) | Q(freelancer__user=user))


def files_visible_to(user: Person) -> QuerySet[Attachment]:
    return Attachment.objects.filter(message__thread__in=visible_to(user))


def proposals_to_talk_about(user: Person) -> QuerySet[Proposal]:
    """Proposals on this person's jobs about which she may open a conversation, and her own once one is open."""
    rows = Proposal.objects.select_related("job__client", "freelancer")
    if not user.is_authenticated:
        return rows.none()
    hers = Q(job__client__user=user, state__in=ProposalStates.INBOX)
    return rows.filter(hers | Q(freelancer__user=user, thread__isnull=False))


def member_in(thread: Thread, user_id: int | None) -> Member | None:
    """The person's own side of a conversation."""
    sides = (thread.client, thread.freelancer)
    return next((side for side in sides if user_id is not None and side.user_id == user_id), None)


def other_in(thread: Thread, member: Member) -> Member:
    return thread.freelancer if member.pk == thread.client_id else thread.client


def role_in(thread: Thread, member: Member) -> Role:
    return Role.CLIENT if member.pk == thread.client_id else Role.FREELANCER


def is_open(thread: Thread) -> bool:
    """A conversation closes when its proposal is out and no contract came of it."""
    is_asked = thread.proposal is not None and thread.proposal.state in ProposalStates.INBOX
    return thread.contract_id is not None or is_asked


def messages_of(thread: Thread, *, since: int = 0, before: int | None = None) -> list[Message]:
    """The latest messages, oldest first: all after `since`, or a page before `before`. Two queries."""
    rows = thread.messages.select_related("author").prefetch_related("files").filter(pk__gt=since)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(reversed(rows.order_by("-pk")[: PAGE if not since else 500]))


def has_earlier(thread: Thread, first: int) -> bool:
    return thread.messages.filter(pk__lt=first).exists()


def read_up_to(thread: Thread, member: Member) -> int:
    """The last message that this side has read."""
    found = ReadMark.objects.filter(thread=thread, member=member).values_list("last_id", flat=True).first()
    return found or 0


@dataclass(frozen=True, slots=True)
class Row:
    """One conversation in the list."""

    thread: Thread
    other: Member
    last: Message | None
    unread: int


def inbox(threads: Iterable[Thread], user: User) -> list[Row]:
    """Each conversation with its last message and how many are new. Two queries for any number."""
    found = list(threads)
    lasts = {message.thread_id: message for message in _last_messages(found)}
    unread = dict(_unread(found, user))
    rows = []
    for thread in found:
        me = thread.client if thread.client.user_id == user.pk else thread.freelancer
        rows.append(Row(thread, other_in(thread, me), lasts.get(thread.pk), unread.get(thread.pk, 0)))
    return rows


def _last_messages(threads: list[Thread]) -> QuerySet[Message]:
    newest = Message.objects.filter(thread=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    ids = Thread.objects.filter(pk__in=[t.pk for t in threads]).annotate(last=Subquery(newest)).values("last")
    return Message.objects.filter(pk__in=ids).select_related("author").prefetch_related("files")


def _unread(threads: list[Thread], user: User) -> Iterable[tuple[int, int]]:
    mark = ReadMark.objects.filter(thread=OuterRef("thread"), member__user=user).values("last_id")[:1]
    rows = Message.objects.filter(thread__in=threads).exclude(author__user=user)
    rows = rows.annotate(read=Coalesce(Subquery(mark), 0)).filter(pk__gt=F("read"))
    return rows.values_list("thread").annotate(number=Count("pk")).order_by("thread")


def unread_messages() -> Coalesce:
    """For a query of members: how many messages wait for each one in all her conversations."""
    hers = Message.objects.filter(Q(thread__client=OuterRef("pk")) | Q(thread__freelancer=OuterRef("pk"))).order_by()
    mark = ReadMark.objects.filter(thread=OuterRef("thread"), member=OuterRef(OuterRef("pk"))).values("last_id")[:1]
    rows = hers.exclude(author=OuterRef("pk")).filter(pk__gt=Coalesce(Subquery(mark), 0))
    return Coalesce(Subquery(rows.values(all=Value(1)).annotate(number=Count("pk")).values("number")), 0)


def contract_for(user: Person, uuid: UUID) -> QuerySet[Contract]:
    rows = contracts.visible_to(user).filter(uuid=uuid)
    return rows.select_related("client", "freelancer", "offer__proposal")


def files_of(thread: Thread) -> list[Attachment]:
    """Every file that was sent in a conversation, newest first."""
    return list(Attachment.objects.filter(message__thread=thread).select_related("message__author").order_by("-pk"))

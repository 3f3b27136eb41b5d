"""Talking: open a conversation, send a message, read."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kernel import history
from kernel.actors import Actor
from marketplace.contracts.models import Contract
from marketplace.files.intake import Taken
from marketplace.jobs import actions as jobs
from marketplace.jobs import states as job_states
from marketplace.jobs.models import Proposal
from marketplace.members import states as member_states
from marketplace.members.models import Member
from marketplace.workroom import live, queries
from marketplace.workroom.errors import UnableToTalk
from marketplace.workroom.models import Attachment, Message, ReadMark, Thread

TITLE = 160


@transaction.atomic
def open_for_contract(*, contract: Contract, actor: Actor, at: datetime) -> Thread:
    """The conversation of a contract; the one about its proposal goes on in it."""
    found = Thread.objects.filter(contract=contract).first()
    if found is not None:
        return found
    about = contract.offer.proposal_id
    Thread.objects.get_or_create(
        proposal_id=about,
        defaults={
            "contract": contract,
            "client": contract.client,
            "freelancer": contract.freelancer,
            "title": contract.title[:TITLE],
            "opened_at": at,
        },
    )
    Thread.objects.filter(proposal_id=about, contract=None).update(contract=contract, title=contract.title[:TITLE])
    return Thread.objects.get(proposal_id=about)


@transaction.atomic
def open_for_proposal(*, proposal: Proposal, actor: Actor, at: datetime) -> Thread:
    """The client opens the conversation with somebody who proposed; the proposal is then in conversation."""
    found = Thread.objects.filter(proposal=proposal).first()
    if found is not None:
        return found
    if actor.user_id != proposal.job.client.user_id:
        raise UnableToTalk(_("The client opens the conversation."))
    _demand_active(proposal.job.client)
    if proposal.state in (job_states.Proposal.SUBMITTED, job_states.Proposal.SHORTLISTED):
        jobs.interview(proposal=proposal, actor=actor, at=at)
    thread, _is_new = Thread.objects.get_or_create(
        proposal=proposal,
        defaults={
            "client": proposal.job.client,
            "freelancer": proposal.freelancer,
            "title": proposal.job.title[:TITLE],
            "opened_at": at,
        },
    )
    return thread


@transaction.atomic
def send(
    *,
    thread: Thread,
    body: str,
    files: Sequence[Taken] = (),
    key: UUID,
    actor: Actor,
    at: datetime,
) -> Message:
    """Send a message; sent again with the same `key` it is the same message. Pages that show the conversation hear of
    it right after the commit."""
    author = _side(thread, actor)
    if not queries.is_open(thread):
        raise UnableToTalk(_("This conversation is closed: the proposal is no longer open."))
    if thread.contract_id is None:
        _demand_active(author)
    if not body.strip() and not files:
        raise UnableToTalk(_("Please write something or add a file."))
    message, is_new = Message.objects.get_or_create(
        thread=thread, author=author, client_key=key, defaults={"body": body.strip(), "sent_at": at}
    )
    if not is_new:
        return message
    for taken in files:
        kept = Attachment(message=message, added_at=at)
        kept.fill(taken)
        kept.save()
    Thread.objects.filter(pk=thread.pk).update(last_at=at)
    _mark(thread, author, message.pk, at)
    history.record(message, "send", actor=actor, at=at, data={"thread": thread.pk, "files": len(files)})
    transaction.on_commit(live.telling(thread.uuid, live.MESSAGE, message.pk), robust=True)
    return message


@transaction.atomic
def read(*, thread: Thread, up_to: int, actor: Actor, at: datetime) -> int:
    """Note how far this side has read; never backwards. Returns the last message read."""
    member = _side(thread, actor)
    last = thread.messages.filter(pk__lte=up_to).order_by("-pk").values_list("pk", flat=True).first() or 0
    if _mark(thread, member, last, at):
        transaction.on_commit(live.telling(thread.uuid, live.READ, last), robust=True)
    return queries.read_up_to(thread, member)


def _mark(thread: Thread, member: Member, last: int, at: datetime) -> bool:
    mark, _is_new = ReadMark.objects.get_or_create(thread=thread, member=member)
    ahead = ReadMark.objects.filter(pk=mark.pk, last_id__lt=last)
    return bool(ahead.update(last_id=last, read_at=at))


def _side(thread: Thread, actor: Actor) -> Member:
    member = queries.member_in(thread, actor.user_id)
    if member is None:
        raise UnableToTalk(_("You are not part of this conversation."))
    return member


def _demand_active(member: Member) -> None:
    """Who is shut out goes on with the work she has, and talks to nobody about more."""
    if member.state != member_states.ACTIVE:
        raise UnableToTalk(_("Your membership is suspended: nothing new can begin."))

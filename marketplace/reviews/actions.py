"""Speaking about each other after the work: once each, sealed until both have, and one answer in public."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kernel import history, transition
from kernel.actors import Actor
from kernel.moves import Role
from marketplace.contracts import states as contract_states
from marketplace.contracts.models import Contract
from marketplace.escrow import queries as escrow
from marketplace.members.models import Member
from marketplace.reviews import states, windows
from marketplace.reviews.errors import UnableToReply, UnableToReview
from marketplace.reviews.models import CRITERIA, Review, Round
from marketplace.windows import queries as limits


@dataclass(frozen=True)
class Opinion:
    """What one side thinks: stars from 1 to 5 for each criterion, words, and a note only the owner's staff reads."""

    scores: dict[str, int]
    text: str
    private_note: str = ""


@transaction.atomic
def open_round(*, contract: Contract, actor: Actor, at: datetime) -> Round | None:
    """Let the two of an ended contract review each other; None when nothing was paid in it. Twice is once."""
    if contract.state != contract_states.ENDED or contract.ended_at is None or not escrow.net_of(contract.pk):
        return None
    closes_at = windows.closes_at(contract.ended_at, limits.current().of("review"))
    facts = {"opened_at": contract.ended_at, "closes_at": closes_at}
    round_, is_new = Round.objects.get_or_create(contract=contract, defaults=facts)
    if is_new:
        transition.begin(states.ROUND, round_, "open", role=Role.CLOCK, actor=actor, at=contract.ended_at)
    return round_


@transaction.atomic
def review(*, contract: Contract, opinion: Opinion, actor: Actor, at: datetime) -> Review:
    """Write one's review; the other side sees it when she has written hers, or when the window closes. It can't be
    changed: a second one is refused."""
    round_ = open_round(contract=contract, actor=actor, at=at)
    if round_ is None:
        raise UnableToReview(_("A review is possible once the contract has ended and something was paid in it."))
    held = Round.objects.select_for_update(no_key=True).get(pk=round_.pk)
    author, about, role = _sides(contract, actor)
    if held.reviews.filter(author=author).exists():
        raise UnableToReview(_("You have written your review already."))
    if at >= held.closes_at or held.state != states.OPEN:
        raise UnableToReview(_("The time for reviews of this contract is over."))
    if set(opinion.scores) != set(CRITERIA) or not all(1 <= score <= 5 for score in opinion.scores.values()):
        raise UnableToReview(_("Please give one to five stars for each point."))
    if not opinion.text.strip():
        raise UnableToReview(_("Please say a few words about the work together."))
    written = Review.objects.create(
        round=held,
        author=author,
        about=about,
        text=opinion.text.strip(),
        private_note=opinion.private_note.strip(),
        written_at=at,
        **opinion.scores,
    )
    history.record(written, "write", actor=actor, at=at, data={"contract": contract.pk})
    if held.reviews.count() == 2:
        _show(held, role, actor, at)
    return written


@transaction.atomic
def close_round(*, review_round: Round, actor: Actor, at: datetime) -> Round:
    """The clock closes the window: what was written is shown, whoever has kept silent."""
    held = Round.objects.select_for_update(no_key=True).get(pk=review_round.pk)
    _show(held, Role.CLOCK, actor, at)
    return held


@transaction.atomic
def reply(*, review: Review, text: str, actor: Actor, at: datetime) -> Review:
    """Answer a review in public, once, within the owner's time (28 days) of its showing."""
    held = (
        Review.objects.select_for_update(of=("self",), no_key=True).select_related("round", "about").get(pk=review.pk)
    )
    if actor.user_id != held.about.user_id:
        raise UnableToReply(_("Only the person who was reviewed can reply."))
    if held.round.state != states.SHOWN or held.round.shown_at is None:
        raise UnableToReply(_("This review is not shown yet."))
    if held.replied_at is not None:
        raise UnableToReply(_("You have replied already."))
    if held.round.reply_until is None or at >= held.round.reply_until:
        raise UnableToReply(_("The time for a reply is over."))
    if not text.strip():
        raise UnableToReply(_("Please write your reply."))
    held.reply, held.replied_at = text.strip(), at
    held.save(update_fields=["reply", "replied_at"])
    history.record(held, "reply", actor=actor, at=at)
    return held


def _show(round_: Round, role: Role, actor: Actor, at: datetime) -> None:
    fields = {"shown_at": at, "reply_until": at + limits.current().of("reply")}
    transition.apply(states.ROUND, round_, "show", role=role, actor=actor, at=at, fields=fields)


def _sides(contract: Contract, actor: Actor) -> tuple[Member, Member, Role]:
    if actor.user_id == contract.client.user_id:
        return contract.client, contract.freelancer, Role.CLIENT
    if actor.user_id == contract.freelancer.user_id:
        return contract.freelancer, contract.client, Role.FREELANCER
    raise UnableToReview(_("You are not part of this contract."))

"""What may be done with a proposal."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kernel import history, transition
from kernel.actors import Actor
from kernel.moves import Role
from marketplace.jobs import parties, states
from marketplace.jobs.actions import jobs
from marketplace.jobs.errors import UnableToPropose
from marketplace.jobs.models import DeclineReason, Job, Proposal, ProposalMilestone
from marketplace.jobs.pitch import Pitch, total
from marketplace.members import states as member_states
from marketplace.members.models import Member

SHORTEST_LETTER = 40


@transaction.atomic
def draft_proposal(*, job: Job, freelancer: Member, pitch: Pitch, actor: Actor, at: datetime) -> Proposal:
    """Keep what a freelancer has typed so far for a job; again and again until it is sent. Her client sees nothing."""
    _demand_door(job, freelancer)
    proposal = _draft_of(job, freelancer)
    is_new = proposal is None
    proposal = proposal or Proposal(job=job, freelancer=freelancer, currency=job.currency, created_at=at)
    _fill_in(proposal, pitch)
    if is_new:
        transition.begin(states.PROPOSAL, proposal, "draft", role=Role.FREELANCER, actor=actor, at=at)
    return proposal


@transaction.atomic
def propose(*, proposal: Proposal, actor: Actor, at: datetime) -> Proposal:
    """Send a draft to the client. Raises UnableToPropose while something is missing or the job is not open."""
    _demand_door(proposal.job, proposal.freelancer)
    _demand_whole(proposal)
    _move(proposal, "submit", actor, at, fields={"submitted_at": at})
    jobs.stir(job=proposal.job, actor=actor, at=at)
    return proposal


@transaction.atomic
def withdraw(*, proposal: Proposal, actor: Actor, at: datetime) -> Proposal:
    """Take a proposal back; the freelancer may send another for the same job."""
    return _move(proposal, "withdraw", actor, at)


@transaction.atomic
def shortlist(*, proposal: Proposal, actor: Actor, at: datetime) -> Proposal:
    """Mark as a favourite; the freelancer hears nothing."""
    return _move(proposal, "shortlist", actor, at)


@transaction.atomic
def unlist(*, proposal: Proposal, actor: Actor, at: datetime) -> Proposal:
    """No longer a favourite; the freelancer hears nothing."""
    return _move(proposal, "unlist", actor, at)


@transaction.atomic
def interview(*, proposal: Proposal, actor: Actor, at: datetime) -> Proposal:
    """The client wants to talk: the freelancer is told, the job counts as active."""
    _move(proposal, "interview", actor, at)
    jobs.stir(job=proposal.job, actor=actor, at=at)
    return proposal


@transaction.atomic
def decline(*, proposal: Proposal, reason: str, note: str = "", actor: Actor, at: datetime) -> Proposal:
    """Say no, with a reason that the freelancer reads."""
    if reason not in DeclineReason.values:
        raise UnableToPropose(_("Please choose a reason: the freelancer reads it."))
    fields = {"decline_reason": reason, "decline_note": note.strip()[:500]}
    return _move(proposal, "decline", actor, at, fields=fields, data={"reason": reason})


@transaction.atomic
def archive(*, proposal: Proposal, actor: Actor, at: datetime) -> Proposal:
    """Put aside without an answer; the freelancer hears nothing."""
    return _move(proposal, "archive", actor, at)


@transaction.atomic
def restore(*, proposal: Proposal, actor: Actor, at: datetime) -> Proposal:
    """Back into the inbox."""
    return _move(proposal, "restore", actor, at)


@transaction.atomic
def see(*, proposal: Proposal, actor: Actor, at: datetime) -> Proposal:
    """The client reads it for the first time; later readings change nothing."""
    if parties.on_proposal(proposal, actor) is Role.CLIENT:
        first = Proposal.objects.filter(pk=proposal.pk, seen_at=None).update(seen_at=at)
        if first:
            proposal.seen_at = at
            history.record(proposal, "see", actor=actor, at=at)
    return proposal


def _move(
    proposal: Proposal, verb: str, actor: Actor, at: datetime, *, fields: dict | None = None, data: dict | None = None
) -> Proposal:
    role = parties.on_proposal(proposal, actor)
    transition.apply(states.PROPOSAL, proposal, verb, role=role, actor=actor, at=at, fields=fields, data=data)
    return proposal


def _demand_door(job: Job, freelancer: Member) -> None:
    if not freelancer.is_freelancer:
        raise UnableToPropose(_("Only members who work can propose. You can change that in your settings."))
    if freelancer.state != member_states.ACTIVE:
        raise UnableToPropose(_("Your membership is suspended: nothing new can begin."))
    if job.client_id == freelancer.pk:
        raise UnableToPropose(_("This is your own job."))
    if not job.is_live:
        raise UnableToPropose(_("This job takes no proposals at the moment."))


def _draft_of(job: Job, freelancer: Member) -> Proposal | None:
    proposal = (
        Proposal.objects.select_for_update(no_key=True)
        .filter(job=job, freelancer=freelancer)
        .exclude(state=states.Proposal.WITHDRAWN)
        .first()
    )
    if proposal is not None and proposal.state != states.Proposal.DRAFT:
        raise UnableToPropose(_("You have already sent a proposal for this job."))
    return proposal


def _fill_in(proposal: Proposal, pitch: Pitch) -> None:
    amount = total(pitch.stages) or pitch.amount
    questions = proposal.job.questions
    answers = [*pitch.answers, *[""] * len(questions)]
    proposal.letter, proposal.days = pitch.letter.strip(), pitch.days
    proposal.amount_minor = amount.minor if amount else None
    proposal.answers = [
        {"question": question, "answer": answer.strip()} for question, answer in zip(questions, answers, strict=False)
    ]
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError as taken:
        raise UnableToPropose(_("You have already begun a proposal for this job.")) from taken
    proposal.milestones.all().delete()
    ProposalMilestone.objects.bulk_create(
        ProposalMilestone(
            proposal=proposal,
            position=place,
            title=stage.title,
            amount_minor=stage.amount.minor,
            currency=proposal.currency,
            due_on=stage.due_on,
        )
        for place, stage in enumerate(pitch.stages, start=1)
    )


def _demand_whole(proposal: Proposal) -> None:
    if len(proposal.letter) < SHORTEST_LETTER:
        raise UnableToPropose(_("Please write at least two sentences to the client."), "letter")
    if not proposal.amount or proposal.amount.minor <= 0:
        raise UnableToPropose(_("Please say what you ask for: an amount above zero."), "amount")
    for place, (_question, answer) in enumerate(proposal.answered):
        if not answer:
            raise UnableToPropose(_("Please answer this question of the client."), f"answer_{place}")

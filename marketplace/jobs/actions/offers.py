"""What may be done with an offer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from billing.fees import queries as fees
from billing.fees.terms import Terms
from billing.payments import queries as payments
from kernel import transition
from kernel.actors import Actor
from kernel.money import Money
from kernel.moves import Role
from marketplace.jobs import doors, parties, states
from marketplace.jobs.actions import jobs
from marketplace.jobs.errors import UnableToAccept, UnableToOffer
from marketplace.jobs.models import Job, Offer, OfferMilestone, Proposal
from marketplace.jobs.pitch import Deal, total
from marketplace.windows import queries as windows


@transaction.atomic
def make_offer(*, proposal: Proposal, deal: Deal, shown: int | None = None, actor: Actor, at: datetime) -> Offer:
    """Bind the client to these terms and to the owner's fees of this moment, for as long as offers stand (7 days). When
    the fees she was `shown` are of another version, she is not bound but told."""
    doors.demand_open(UnableToOffer)
    role = parties.on_proposal(proposal, actor)
    transition.apply(states.PROPOSAL, proposal, "offer", role=role, actor=actor, at=at)
    job = proposal.job
    if job.state not in (*states.Job.LIVE, states.Job.PAUSED):
        raise UnableToOffer(_("This job is over. Post it again to make an offer."))
    terms = fees.current(at)
    if shown not in (None, terms.version):
        raise UnableToOffer(_("The fees of this marketplace have just changed. See what you pay now, and offer again."))
    offer = Offer(
        job=job,
        proposal=proposal,
        client=job.client,
        freelancer=proposal.freelancer,
        title=deal.title.strip() or job.title,
        message=deal.message.strip(),
        kind=job.kind,
        currency=job.currency,
        amount_minor=_price(deal, job.is_fixed, terms).minor,
        weekly_minutes=None if job.is_fixed else deal.weekly_minutes,
        terms=terms.snapshot(),
        created_at=at,
        expires_at=at + windows.current().of("offer"),
    )
    offer.save()
    _keep_stages(offer, deal)
    transition.begin(states.OFFER, offer, "make", role=Role.CLIENT, actor=actor, at=at)
    jobs.stir(job=job, actor=actor, at=at)
    return offer


@transaction.atomic
def accept_offer(*, offer: Offer, actor: Actor, at: datetime) -> Offer:
    """The freelancer takes the terms: the proposal is hired, the job filled when nobody else is wanted.

    Contracts compose this with the birth of the contract and the demand that the first milestone is funded.
    """
    doors.demand_open(UnableToAccept)
    if offer.is_pending and at >= offer.expires_at:
        raise UnableToAccept(_("This offer has expired."))
    job = Job.objects.select_for_update(no_key=True).get(pk=offer.job_id)
    if job.state == states.Job.FILLED:
        raise UnableToAccept(_("This job has been filled in the meantime."))
    offer.job = job
    _move(offer, "accept", actor, at)
    role = parties.on_proposal(offer.proposal, actor)
    transition.apply(states.PROPOSAL, offer.proposal, "hire", role=role, actor=actor, at=at)
    jobs.fill(offer=offer, actor=actor, at=at)
    return offer


@transaction.atomic
def decline_offer(*, offer: Offer, reason: str = "", actor: Actor, at: datetime) -> Offer:
    """The freelancer says no; the talk about the job goes on."""
    return _end(offer, "decline", actor, at, reason=reason.strip()[:500])


@transaction.atomic
def withdraw_offer(*, offer: Offer, actor: Actor, at: datetime) -> Offer:
    """The client takes it back before it is answered; the talk about the job goes on."""
    return _end(offer, "withdraw", actor, at)


@transaction.atomic
def expire_offer(*, offer: Offer, actor: Actor, at: datetime) -> Offer:
    """The clock, when its days are over; the talk about the job goes on."""
    return _end(offer, "expire", actor, at)


def _end(offer: Offer, verb: str, actor: Actor, at: datetime, *, reason: str = "") -> Offer:
    _move(offer, verb, actor, at, reason=reason)
    role = parties.on_offer(offer, actor)
    transition.apply(states.PROPOSAL, offer.proposal, "reopen", role=role, actor=actor, at=at)
    return offer


def _move(offer: Offer, verb: str, actor: Actor, at: datetime, *, reason: str = "") -> None:
    role = parties.on_offer(offer, actor)
    fields = {"decided_at": at, "reason": reason}
    transition.apply(states.OFFER, offer, verb, role=role, actor=actor, at=at, fields=fields)


def _price(deal: Deal, is_fixed: bool, terms: Terms) -> Money:
    price = total(deal.stages) if is_fixed else deal.rate
    if not price or any(stage.amount.minor <= 0 for stage in deal.stages):
        raise UnableToOffer(_("Please say what you pay: each milestone needs an amount above zero."))
    for stage in deal.stages:
        payments.demand_payable(stage.title, terms.client_charge(stage.amount).total)
    return price


def _keep_stages(offer: Offer, deal: Deal) -> None:
    if not offer.is_fixed:
        return
    OfferMilestone.objects.bulk_create(
        OfferMilestone(
            offer=offer,
            position=place,
            title=stage.title,
            amount_minor=stage.amount.minor,
            currency=offer.currency,
            due_on=stage.due_on,
        )
        for place, stage in enumerate(deal.stages, start=1)
    )

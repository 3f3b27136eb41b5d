"""A contract is born when an offer is accepted, in the same transaction."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kernel import transition
from kernel.actors import Actor
from kernel.moves import Role
from marketplace.contracts import states
from marketplace.contracts.errors import UnableToHire
from marketplace.contracts.models import Contract, Milestone
from marketplace.jobs import actions as jobs_actions
from marketplace.jobs.models import Offer


@transaction.atomic
def accept_offer(*, offer: Offer, actor: Actor, at: datetime) -> Contract:
    """The freelancer takes the offer: offer, proposal and job move on, and the contract exists, with the offer's
    milestones and the fees as they stood when the offer was made. It waits for its first milestone to be funded."""
    if not offer.is_fixed:
        raise UnableToHire(_("Only fixed-price offers can be accepted here so far."))
    offer = jobs_actions.accept_offer(offer=offer, actor=actor, at=at)
    contract = Contract.objects.create(
        client=offer.client,
        freelancer=offer.freelancer,
        offer=offer,
        job_id=offer.job_id,
        title=offer.title,
        currency=offer.currency,
        terms=offer.terms,
        is_sample=offer.job.is_sample,
        created_at=at,
    )
    data = {"offer": offer.pk, "amount_minor": offer.amount_minor, "currency": offer.currency}
    transition.begin(states.CONTRACT, contract, "hire", role=Role.FREELANCER, actor=actor, at=at, data=data)
    for number, (title, amount_minor, due_on) in enumerate(_plan(offer), start=1):
        milestone = Milestone.objects.create(
            contract=contract,
            number=number,
            title=title,
            amount_minor=amount_minor,
            currency=offer.currency,
            due_on=due_on,
            proposed_by=offer.client,
            state=states.AGREED,
        )
        transition.begin(states.MILESTONE, milestone, "plan", role=Role.FREELANCER, actor=actor, at=at)
    return contract


def _plan(offer: Offer) -> list[tuple[str, int, date | None]]:
    """The offer's milestones; an offer without any is one milestone."""
    rows: list[tuple[str, int, date | None]] = [
        (row.title, row.amount_minor, row.due_on) for row in offer.milestones.order_by("position")
    ]
    return rows or [(offer.title, offer.amount_minor, None)]

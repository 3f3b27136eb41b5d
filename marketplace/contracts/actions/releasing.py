"""Approving is paying: the project funds of a delivered milestone go to the freelancer, less the fees agreed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from billing.fees import ladder
from kernel import transition
from kernel.actors import Actor
from kernel.money import Money
from kernel.moves import Role
from marketplace.contracts import ending, parties, queries, states, steps
from marketplace.contracts.errors import UnableToRelease
from marketplace.contracts.models import Contract, Milestone
from marketplace.escrow import actions as escrow


@transaction.atomic
def approve(*, milestone: Milestone, amount: Money | None = None, actor: Actor, at: datetime) -> Milestone:
    """Release a delivered milestone, whole or `amount` of it; the rest rolls on to a milestone of its own, funded
    already. More than the milestone is a bonus and asked for by itself. Of several at once, one wins."""
    held = steps.hold_to_pay(milestone.contract)
    now = steps.fresh(milestone, held)
    role = parties.role_of(held, actor)
    steps.refuse_if_over(held, "release")
    paying = now.amount if amount is None else amount
    if paying > now.amount:
        raise UnableToRelease(_("This is more than the milestone holds. Please add a bonus for the rest."))
    if paying <= Money.zero(now.currency):
        raise UnableToRelease(_("Please enter an amount above zero."))
    return _release(held, now, paying, role, actor, at)


@transaction.atomic
def release_overdue(*, milestone: Milestone, actor: Actor, at: datetime) -> Milestone:
    """The clock releases what was delivered 14 days ago and neither approved nor sent back. `at` is the due time."""
    held = steps.hold_to_pay(milestone.contract)
    now = steps.fresh(milestone, held)
    return _release(held, now, now.amount, Role.CLOCK, actor, at)


def _release(
    contract: Contract, milestone: Milestone, paying: Money, role: Role, actor: Actor, at: datetime
) -> Milestone:
    fee = ladder.share(milestone.client_fee, paying, milestone.amount, Money.zero(paying.currency))
    tax = ladder.share(milestone.client_tax, paying, milestone.amount, Money.zero(paying.currency))
    data = {"amount_minor": paying.minor, "currency": paying.currency}
    fields = {"released_minor": paying.minor, "closed_at": at}
    steps.move(states.MILESTONE, milestone, "release", role=role, actor=actor, at=at, data=data, fields=fields)
    escrow.release(
        deal=steps.deal_of(contract),
        milestone_id=milestone.pk,
        title=milestone.title,
        gross=paying,
        on_top=(fee, tax),
        role=role,
        actor=actor,
        at=at,
    )
    if paying < milestone.amount:
        _roll_on(contract, milestone, paying, fee, tax, actor, at)
    ending.settle(contract, at=at)
    return milestone


def _roll_on(
    contract: Contract,
    milestone: Milestone,
    paid: Money,
    fee: Money,
    tax: Money,
    actor: Actor,
    at: datetime,
) -> None:
    """What is left becomes a funded milestone of its own, with its part of the client's fee."""
    left, fee_left, tax_left = milestone.amount - paid, milestone.client_fee - fee, milestone.client_tax - tax
    rest = Milestone.objects.create(
        contract=contract,
        number=queries.next_number(contract),
        title=milestone.title,
        description=milestone.description,
        amount_minor=left.minor,
        client_fee_minor=fee_left.minor,
        client_tax_minor=tax_left.minor,
        currency=milestone.currency,
        proposed_by=contract.client,
        rest_of=milestone,
        collection=milestone.collection,
        state=states.FUNDED,
        funded_at=milestone.funded_at,
    )
    transition.begin(states.MILESTONE, rest, "roll_on", role=Role.CLIENT, actor=actor, at=at)
    escrow.roll_on(
        milestone_id=milestone.pk,
        rest_id=rest.pk,
        amount=left,
        on_top=fee_left + tax_left,
        actor=actor,
        at=at,
    )

"""Milestones are agreed on by both: one proposes, the other agrees."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from billing.payments import queries as payments
from kernel import transition
from kernel.actors import Actor
from kernel.money import Money
from marketplace.contracts import parties, queries, sentences, states, steps
from marketplace.contracts.errors import UnableToPlan
from marketplace.contracts.models import Contract, Milestone


@transaction.atomic
def propose(
    *,
    contract: Contract,
    title: str,
    amount: Money,
    description: str = "",
    due_on: date | None = None,
    named: UUID | None = None,
    actor: Actor,
    at: datetime,
) -> Milestone:
    """Suggest more work on a running contract; it counts once the other side agrees. The milestone that is `named`
    already is returned as it stands."""
    held = steps.hold(contract.pk)
    role = parties.role_of(held, actor)
    if named and (standing := held.milestones.filter(uuid=named).first()):
        return standing
    if held.state == states.ENDED:
        raise UnableToPlan(sentences.ENDED)
    if held.state not in states.OPEN_FOR_WORK:
        raise UnableToPlan(_("This contract takes no new work at the moment."))
    if amount.currency != held.currency or amount <= Money.zero(held.currency):
        raise UnableToPlan(_("Please enter an amount above zero."))
    payments.demand_payable(title, steps.deal_of(held).client_charge(amount).total)
    milestone = Milestone.objects.create(
        uuid=named or uuid4(),
        contract=held,
        number=queries.next_number(held),
        title=title,
        description=description,
        amount_minor=amount.minor,
        currency=held.currency,
        due_on=due_on,
        proposed_by=parties.member_of(held, role),
    )
    data = {"amount_minor": amount.minor, "currency": amount.currency}
    transition.begin(states.MILESTONE, milestone, "propose", role=role, actor=actor, at=at, data=data)
    return milestone


@transaction.atomic
def agree(*, milestone: Milestone, actor: Actor, at: datetime) -> Milestone:
    """Say yes to a milestone that the other side proposed."""
    held = steps.hold(milestone.contract_id)
    now = steps.fresh(milestone, held)
    role = parties.role_of(held, actor)
    steps.refuse_if_over(held, "agree")
    if now.state == states.PROPOSED and now.proposed_by_id == parties.member_of(held, role).pk:
        raise UnableToPlan(_("You proposed this milestone; the other side has to agree."))
    if held.state not in states.OPEN_FOR_WORK:
        raise UnableToPlan(_("This contract takes no new work at the moment."))
    steps.move(states.MILESTONE, now, "agree", role=role, actor=actor, at=at)
    return now


@transaction.atomic
def drop(*, milestone: Milestone, actor: Actor, at: datetime) -> Milestone:
    """Take a milestone that nobody has paid for off the contract."""
    held = steps.hold(milestone.contract_id)
    now = steps.fresh(milestone, held)
    role = parties.role_of(held, actor)
    steps.refuse_if_over(held, "drop")
    steps.move(states.MILESTONE, now, "drop", role=role, actor=actor, at=at, fields={"closed_at": at})
    return now

"""The client puts the money of a milestone in; only the gateway's word counts."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from billing.payments import actions as payments
from billing.payments.models import Collection
from kernel.actors import Actor
from kernel.money import Money
from kernel.moves import Role
from marketplace.contracts import parties, states, steps
from marketplace.contracts.errors import UnableToFund
from marketplace.contracts.models import Contract, Milestone
from marketplace.escrow import actions as escrow

PURPOSE = "milestone"


@transaction.atomic
def fund(*, milestone: Milestone, return_url: str, actor: Actor, at: datetime) -> Collection:
    """Ask the client for the milestone's amount with her fee and its tax; returns the payment she is sent to. Money is
    held only when the gateway confirms it. Asked twice, the second gets a refusal and the page shows the first."""
    held = steps.hold(milestone.contract_id)
    now = steps.fresh(milestone, held)
    role = parties.role_of(held, actor)
    steps.refuse_if_over(held, "fund")
    if held.state not in states.OPEN_FOR_WORK:
        raise UnableToFund(_("This contract takes no new work at the moment."))
    charge = steps.deal_of(held).client_charge(now.amount)
    # Asked before anything outside is: a second tab is refused here and leaves no second payment behind.
    steps.allowed(states.MILESTONE, now, "fund", role)
    collection = payments.request_collection(
        purpose=PURPOSE,
        reference=str(now.uuid),
        amount=charge.total,
        payer_id=held.client_id,
        return_url=return_url,
        actor=actor,
        at=at,
    )
    fields = {
        "collection": collection.uuid,
        "client_fee_minor": charge.fee.minor,
        "client_tax_minor": charge.tax.minor,
    }
    data = {"amount_minor": charge.total.minor, "currency": held.currency}
    steps.move(states.MILESTONE, now, "fund", role=role, actor=actor, at=at, data=data, fields=fields)
    return collection


@transaction.atomic
def confirm_funding(
    *, milestone: Milestone, collection: str, gateway: str, amount: Money, actor: Actor, at: datetime
) -> bool:
    """The payment has arrived: hold it as project funds; the first one starts the contract. A payment that fits no
    longer (dropped, funded by another payment, another sum) becomes the client's credit, and the answer is False."""
    held = steps.hold(milestone.contract_id)
    now = steps.fresh(milestone, held)
    on_top = now.client_fee + now.client_tax
    if not _fits(held, now, collection, amount - on_top):
        escrow.credit_client(
            client_id=held.client_id,
            collection=collection,
            gateway=gateway,
            amount=amount,
            actor=actor,
            at=at,
        )
        return False
    _hold(now, collection, gateway, on_top, actor, at)
    if held.state == states.PENDING_FUNDING:
        fields = {"started_at": at}
        steps.move(states.CONTRACT, held, "activate", role=Role.GATEWAY, actor=actor, at=at, fields=fields)
    return True


@transaction.atomic
def fail_funding(*, milestone: Milestone, collection: str, actor: Actor, at: datetime) -> bool:
    """The payment was declined or given up: the milestone can be paid for again. False when it is not waiting for
    this payment."""
    held = steps.hold(milestone.contract_id)
    now = steps.fresh(milestone, held)
    if now.state != states.FUNDING or str(now.collection) != collection:
        return False
    steps.move(states.MILESTONE, now, "fail", role=Role.GATEWAY, actor=actor, at=at)
    return True


def _hold(milestone: Milestone, collection: str, gateway: str, on_top: Money, actor: Actor, at: datetime) -> None:
    data = {"amount_minor": milestone.amount_minor, "currency": milestone.currency}
    fields = {"funded_at": at}
    steps.move(states.MILESTONE, milestone, "confirm", role=Role.GATEWAY, actor=actor, at=at, data=data, fields=fields)
    escrow.confirm_funding(
        milestone_id=milestone.pk,
        collection=collection,
        gateway=gateway,
        amount=milestone.amount,
        on_top=on_top,
        actor=actor,
        at=at,
    )


def _fits(contract: Contract, milestone: Milestone, collection: str, amount: Money) -> bool:
    return (
        contract.state not in (states.ENDING, states.ENDED)
        and milestone.state in (states.AGREED, states.FUNDING)
        and str(milestone.collection) == collection
        and amount == milestone.amount
    )

"""A client says thank you with money: on top of the work, for a year after the end, or as long as the owner says."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from billing.payments import actions as payments
from billing.payments.models import Collection
from kernel import transition
from kernel.actors import Actor
from kernel.money import Money
from kernel.moves import Role
from marketplace.contracts import parties, states, steps
from marketplace.contracts.errors import UnableToGiveBonus
from marketplace.contracts.models import Bonus, Contract
from marketplace.escrow import actions as escrow

PURPOSE = "bonus"


@transaction.atomic
def give_bonus(
    *,
    contract: Contract,
    amount: Money,
    note: str,
    return_url: str,
    named: UUID | None = None,
    actor: Actor,
    at: datetime,
) -> tuple[Bonus, Collection]:
    """Ask the client for a bonus with her fee; it reaches the freelancer when the gateway confirms it. Returns the
    bonus and the payment she is sent to; those of the bonus that is `named` already, as they stand."""
    held = steps.hold(contract.pk)
    if parties.role_of(held, actor) != Role.CLIENT:
        raise UnableToGiveBonus(_("Only the client gives a bonus."))
    if named and (standing := held.bonuses.filter(uuid=named).first()):
        return standing, Collection.objects.filter(purpose=PURPOSE, reference=str(standing.uuid)).latest("pk")
    _demand_possible(held, amount, at)
    charge = steps.deal_of(held).client_charge(amount)
    bonus = Bonus.objects.create(
        uuid=named or uuid4(),
        contract=held,
        amount_minor=amount.minor,
        client_fee_minor=charge.fee.minor,
        client_tax_minor=charge.tax.minor,
        currency=held.currency,
        note=note,
        created_at=at,
    )
    data = {"amount_minor": amount.minor, "currency": amount.currency}
    transition.begin(states.BONUS, bonus, "give", role=Role.CLIENT, actor=actor, at=at, data=data)
    collection = payments.request_collection(
        purpose=PURPOSE,
        reference=str(bonus.uuid),
        amount=charge.total,
        payer_id=held.client_id,
        return_url=return_url,
        actor=actor,
        at=at,
    )
    bonus.collection = collection.uuid
    bonus.save(update_fields=["collection"])
    return bonus, collection


def _demand_possible(held: Contract, amount: Money, at: datetime) -> None:
    if held.state == states.PENDING_FUNDING:
        raise UnableToGiveBonus(_("This contract has not started yet."))
    if held.bonus_until is not None and at > held.bonus_until:
        raise UnableToGiveBonus(_("The time for a bonus on this contract is over."))
    if amount.currency != held.currency or amount <= Money.zero(held.currency):
        raise UnableToGiveBonus(_("Please enter an amount above zero."))


@transaction.atomic
def confirm_bonus(*, bonus: Bonus, collection: str, gateway: str, amount: Money, actor: Actor, at: datetime) -> bool:
    """The payment has arrived: pay the freelancer, less the fees agreed. A payment that fits no bonus becomes the
    client's credit, and the answer is False."""
    held = steps.hold_to_pay(bonus.contract)
    now = Bonus.objects.get(pk=bonus.pk)
    expected = now.amount + now.client_fee + now.client_tax
    if now.state == states.PAID or str(now.collection) != collection or amount != expected:
        escrow.credit_client(
            client_id=held.client_id,
            collection=collection,
            gateway=gateway,
            amount=amount,
            actor=actor,
            at=at,
        )
        return False
    data = {"amount_minor": now.amount_minor, "currency": now.currency}
    steps.move(states.BONUS, now, "pay", role=Role.GATEWAY, actor=actor, at=at, data=data)
    escrow.pay_bonus(
        deal=steps.deal_of(held),
        bonus_id=now.pk,
        title=now.note[:160] or held.title,
        gateway=gateway,
        gross=now.amount,
        on_top=(now.client_fee, now.client_tax),
        actor=actor,
        at=at,
    )
    return True


@transaction.atomic
def fail_bonus(*, bonus: Bonus, collection: str, actor: Actor, at: datetime) -> bool:
    """The payment was declined or given up: nothing was given. False when the bonus is not waiting for it."""
    steps.hold(bonus.contract_id)
    now = Bonus.objects.get(pk=bonus.pk)
    if now.state != states.CHARGING or str(now.collection) != collection:
        return False
    steps.move(states.BONUS, now, "fail", role=Role.GATEWAY, actor=actor, at=at)
    return True

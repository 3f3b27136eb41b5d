"""Project funds before their release: they come in, roll on to the rest of a milestone, or go back."""

from datetime import datetime

from django.db import transaction

from billing.ledger import posting
from billing.payments import actions as payments
from billing.payments.models import Collection
from kernel.actors import Actor
from kernel.money import Money
from marketplace.escrow import recipes
from marketplace.escrow.deals import Deal


@transaction.atomic
def confirm_funding(
    *, milestone_id: int, collection: str, gateway: str, amount: Money, on_top: Money, actor: Actor, at: datetime
) -> None:
    """Hold what the client has paid for a milestone: `amount` as project funds, `on_top` (fee and tax) beside it."""
    posting.post(
        key=f"fund:{milestone_id}:{collection}",
        kind="fund",
        moves=recipes.funded(milestone_id, gateway, amount, on_top),
        effective_at=at,
    )


@transaction.atomic
def credit_client(*, client_id: int, collection: str, gateway: str, amount: Money, actor: Actor, at: datetime) -> None:
    """A payment came in for something that can no longer be paid for: it is the client's, and goes back to her."""
    posting.post(
        key=f"credit:{collection}",
        kind="late_payment",
        moves=recipes.credited(gateway, client_id, amount),
        effective_at=at,
    )
    _send_back(collection, amount, f"late:{collection}", actor, at)


@transaction.atomic
def roll_on(*, milestone_id: int, rest_id: int, amount: Money, on_top: Money, actor: Actor, at: datetime) -> None:
    """Carry what is left of a milestone, and its part of the client's fee, over to the rest of the work."""
    posting.post(
        key=f"roll:{milestone_id}:{rest_id}",
        kind="roll_on",
        moves=recipes.rolled_on(milestone_id, rest_id, amount, on_top),
        effective_at=at,
    )


@transaction.atomic
def give_back(
    *,
    deal: Deal,
    milestone_id: int,
    collection: str,
    amount: Money,
    on_top: Money,
    actor: Actor,
    at: datetime,
) -> None:
    """Return the whole project funds of a milestone, with the client's fee, before anything of it was released: to her
    credit at once, and on the payment they came with as soon as the gateway confirms."""
    posting.post(
        key=f"refund:{milestone_id}:1",
        kind="refund",
        moves=recipes.refunded_before_release(milestone_id, deal.client_id, amount, on_top),
        effective_at=at,
    )
    _send_back(collection, amount + on_top, f"milestone:{milestone_id}", actor, at)


def _send_back(collection: str, amount: Money, reference: str, actor: Actor, at: datetime) -> None:
    paid = Collection.objects.get(uuid=collection)
    payments.request_refund(collection=paid, amount=amount, reference=reference, actor=actor, at=at)

"""A freelancer gives released money back. What comes back is derived from what was charged, never computed anew."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from billing.fees import actions as fees
from billing.ledger import accounts, errors, posting
from kernel import history
from kernel.actors import Actor
from kernel.money import Money
from marketplace.escrow import recipes, states
from marketplace.escrow.deals import Deal
from marketplace.escrow.errors import UnableToRefund
from marketplace.escrow.models import Release


def refund_released(*, deal: Deal, release_id: int, amount: Money, actor: Actor, at: datetime) -> Release:
    """Return `amount` (gross) of a released payment to the client within the days the terms allow: the freelancer's net
    from her pending or available money, fee and tax in their share as charged. A full refund nets both to exactly 0,
    and what the pair has billed falls by `amount`. Raises Refused."""
    try:
        with transaction.atomic():
            return _refunded(deal, release_id, amount, actor, at)
    except errors.Overdrawn as short:
        raise UnableToRefund(_("Your balance is too low to give this back.")) from short


def _refunded(deal: Deal, release_id: int, amount: Money, actor: Actor, at: datetime) -> Release:
    deal.lock_pair()
    rows = Release.objects.select_for_update(of=("self",), no_key=True).select_related("receipt")
    paid = rows.get(pk=release_id, contract_id=deal.contract_id)
    paid.refunds += 1
    key = f"refund_released:{paid.pk}:{paid.refunds}"
    back = fees.refund_fee(key=key, receipt=paid.receipt, amount=amount, actor=actor, at=at)
    moves = recipes.refunded_after_release(
        source=_source(paid),
        client=deal.client_id,
        net=back.net,
        fee=back.fee,
        tax=back.tax,
        region=paid.receipt.tax_region,
    )
    posting.post(key=key, kind="refund_released", moves=moves, effective_at=at)
    paid.refunded += amount
    paid.refunded_net += back.net
    paid.save(update_fields=["refunds", "refunded_minor", "refunded_net_minor"])
    data = {"amount_minor": amount.minor, "currency": amount.currency}
    history.record(paid, "refund", actor=actor, at=at, data=data)
    return paid


def _source(paid: Release) -> str:
    where = accounts.pending if paid.state == states.PENDING else accounts.available
    return where(paid.freelancer_id)

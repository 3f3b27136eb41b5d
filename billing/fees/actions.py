"""What may be done with fees: publish terms, charge a payment, return a fee."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext_lazy as _

from billing.fees import errors, flaws, sentences, totals
from billing.fees import ladder as ladders
from billing.fees.models import FeeReceipt, FeeRefund, FeeTerms
from billing.fees.terms import REFUND_DAYS, Charge, Terms
from billing.ledger.errors import KeyReused
from kernel import history
from kernel.actors import Actor
from kernel.money import Money


def publish_terms(
    *,
    ladder: ladders.Ladder,
    effective_from: datetime,
    actor: Actor,
    at: datetime,
    client_bps: int = 0,
    client_fixed: int = 0,
    tax_bps: int = 0,
    tax_region: str = "",
    refund_days: int = REFUND_DAYS,
) -> FeeTerms:
    """A new version of the fees in the ladder's currency, from a day on. Contracts keep the snapshot they have.

    Raises UnfitTerms, whose `sentences` say everything that is wrong at once.
    """
    terms = Terms(0, ladder, client_bps, client_fixed, tax_bps, tax_region, refund_days)
    found = [sentences.of(flaw, ladder.currency) for flaw in flaws.find(terms)]
    if effective_from < at:
        found.append(str(_("New fees cannot start in the past.")))
    if found:
        raise errors.UnfitTerms(found)
    with transaction.atomic():
        last = FeeTerms.objects.filter(currency=ladder.currency).aggregate(last=Max("version"))["last"] or 0
        kept = terms.snapshot() | {"version": last + 1}
        row = FeeTerms.objects.create(**kept, effective_from=effective_from, published_at=at, published_by=actor.label)
        history.record(row, "publish", actor=actor, at=at, data=kept)
    return row


def assess(
    *,
    key: str,
    terms: Terms,
    client_id: int,
    freelancer_id: int,
    contract_id: int,
    payment: Money,
    actor: Actor,
    at: datetime,
) -> FeeReceipt:
    """The fee of a payment, with its receipt; the pair stays locked until the caller's transaction ends.

    `key` is that of the transfer which the caller posts next, in the same transaction. Assessed again under that key it
    is the same receipt and counts once; for another payment it raises KeyReused. Costs three statements.
    """
    history.must_be_in_a_transaction()
    place = totals.Place(client_id, freelancer_id, contract_id, terms.ladder.basis)
    before, days = totals.advance(place, payment, at)
    first = FeeReceipt.objects.filter(key=key).first()
    if first is not None:
        if (first.contract_id, first.payment) != (contract_id, payment):
            raise KeyReused(f"The key {key} already stands for another payment.")
        totals.fall(place, payment)
        return first
    charge = terms.charge(before, payment, days=days)
    return _receipt(key, terms, charge, place, at)


def refund_fee(*, key: str, receipt: FeeReceipt, amount: Money, actor: Actor, at: datetime) -> FeeRefund:
    """The fee goes back as it was charged: the share of `receipt` that belongs to `amount` of its payment.

    What was billed falls by `amount`. A payment refunded whole, in however many parts, gets back exactly its fee and
    its tax. `key` as in `assess`. Raises UnableToRefund for more than was paid, or after the days the terms allow.
    """
    history.must_be_in_a_transaction()
    place = _place(receipt)
    totals.lock(place, receipt.currency)
    first = FeeRefund.objects.filter(key=key).select_related("receipt").first()
    if first is not None:
        if (first.receipt_id, first.amount) != (receipt.pk, amount):
            raise KeyReused(f"The key {key} already stands for another refund.")
        return first
    so_far = _refunded(receipt)
    _check_refundable(receipt, amount, so_far["amount"], at)
    totals.fall(place, amount)
    reached = so_far["amount"] + amount
    return FeeRefund.objects.create(
        key=key,
        receipt=receipt,
        amount_minor=amount.minor,
        fee_minor=ladders.share(receipt.fee, reached, receipt.payment, so_far["fee"]).minor,
        tax_minor=ladders.share(receipt.tax, reached, receipt.payment, so_far["tax"]).minor,
        at=at,
    )


def _receipt(key: str, terms: Terms, charge: Charge, place: totals.Place, at: datetime) -> FeeReceipt:
    return FeeReceipt.objects.create(
        key=key,
        client_id=place.client_id,
        freelancer_id=place.freelancer_id,
        contract_id=place.contract_id,
        currency=terms.currency,
        payment_minor=charge.payment.minor,
        before_minor=charge.before.minor,
        fee_minor=charge.fee.minor,
        tax_minor=charge.tax.minor,
        bands=[[line.base.minor, line.bps, line.fee.minor, line.minimum] for line in charge.lines],
        basis=terms.ladder.basis,
        rounding=terms.ladder.rounding,
        version=terms.version,
        tax_bps=terms.tax_bps,
        tax_region=terms.tax_region,
        refundable_until=at + timedelta(days=terms.refund_days),
        at=at,
    )


def _place(receipt: FeeReceipt) -> totals.Place:
    return totals.Place(receipt.client_id, receipt.freelancer_id, receipt.contract_id, receipt.basis)


def _refunded(receipt: FeeReceipt) -> dict[str, Money]:
    """What went back before. Read under the pair's lock."""
    sums = receipt.refunds.aggregate(amount=Sum("amount_minor"), fee=Sum("fee_minor"), tax=Sum("tax_minor"))
    return {name: Money(int(minor or 0), receipt.currency) for name, minor in sums.items()}


def _check_refundable(receipt: FeeReceipt, amount: Money, so_far: Money, at: datetime) -> None:
    if amount <= Money.zero(receipt.currency):
        raise errors.UnableToRefund(_("A refund is more than nothing."))
    if so_far + amount > receipt.payment:
        raise errors.UnableToRefund(_("This is more than is left of the payment."))
    if at > receipt.refundable_until:
        raise errors.UnableToRefund(_("The time for refunds of this payment is over."))

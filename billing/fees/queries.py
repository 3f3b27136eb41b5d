"""What is known of fees: the terms of a day, what a pair has billed, receipts, and previews for forms."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from billing.fees import errors
from billing.fees import ladder as ladders
from billing.fees.models import ContractTotal, FeeReceipt, FeeTerms, PairTotal
from billing.fees.terms import Charge, ClientCharge, Terms
from kernel.money import Money
from tenants import current as marketplace


def current(at: datetime, currency: str | None = None) -> Terms:
    """The terms in force at `at`, in the marketplace's own currency unless another is named. Raises NoTerms."""
    wanted = currency or marketplace.get().currency
    row = (
        FeeTerms.objects.filter(currency=wanted, effective_from__lte=at).order_by("-effective_from", "-version").first()
    )
    if row is None:
        raise errors.NoTerms()
    return row.terms


def versions(currency: str | None = None) -> QuerySet[FeeTerms]:
    """All published versions, newest first, past and to come."""
    return FeeTerms.objects.filter(currency=currency or marketplace.get().currency).order_by("-version")


def billed(client_id: int, freelancer_id: int, currency: str) -> Money:
    """What a pair has billed so far, net of refunds."""
    row = PairTotal.objects.filter(client_id=client_id, freelancer_id=freelancer_id, currency=currency).first()
    return row.billed if row else Money.zero(currency)


def before(terms: Terms, *, client_id: int, freelancer_id: int, contract_id: int | None = None) -> Money:
    """L as these terms count it, for a preview: unlocked, so somebody may bill in between."""
    if terms.ladder.basis != ladders.CONTRACT:
        return billed(client_id, freelancer_id, terms.currency)
    row = ContractTotal.objects.filter(contract_id=contract_id).first() if contract_id else None
    return Money(row.billed_minor, row.currency) if row else Money.zero(terms.currency)


def days_known(client_id: int, freelancer_id: int, currency: str, at: datetime) -> int:
    """Whole days since a pair's first payment; 0 before it."""
    row = PairTotal.objects.filter(client_id=client_id, freelancer_id=freelancer_id, currency=currency).first()
    return max(0, (at - row.since).days) if row else 0


def preview(terms_snapshot: dict[str, Any], before: Money, *payments: Money, days: int = 0) -> Charge:
    """Fee, tax, net and receipt lines of payments not made yet; has what a FeeReceipt has. No query, no write."""
    return Terms.from_snapshot(terms_snapshot).charge_in_parts(before, payments, days=days)


def preview_client(terms_snapshot: dict[str, Any], *payments: Money) -> ClientCharge:
    """What a client pays on top of these payments, each of which is funded, and rounded, for itself. No query, no
    write."""
    terms = Terms.from_snapshot(terms_snapshot)
    each = [terms.client_charge(payment) for payment in payments]
    zero = Money.zero(terms.currency)
    return ClientCharge(*(sum((getattr(one, part) for one in each), zero) for part in ("amount", "fee", "tax")))


def receipt(key: str) -> FeeReceipt | None:
    """The receipt of the transfer with this key."""
    return FeeReceipt.objects.filter(key=key).first()


def receipts_of(contract_id: int) -> QuerySet[FeeReceipt]:
    """A contract's receipts, oldest first, refunds loaded."""
    return FeeReceipt.objects.filter(contract_id=contract_id).order_by("id").prefetch_related("refunds")

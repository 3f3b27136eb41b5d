"""What a price means for both: asked of billing, for pages. No write."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from billing.fees import queries as fees
from billing.fees.terms import Charge, ClientCharge
from kernel.money import Money
from marketplace.jobs.models import Job, Offer
from marketplace.members.models import Member


@dataclass(frozen=True)
class Preview:
    """`charge` for the freelancer (payment, fee, tax, net, lines), `client` for what the client pays on top."""

    charge: Charge
    client: ClientCharge


def of_proposal(job: Job, freelancer: Member, parts: Sequence[Money], at: datetime) -> Preview:
    """With the fees of today and what the two have billed so far. Three queries."""
    terms = fees.current(at)
    before = fees.before(terms, client_id=job.client_id, freelancer_id=freelancer.pk)
    days = fees.days_known(job.client_id, freelancer.pk, terms.currency, at)
    kept = terms.snapshot()
    return Preview(fees.preview(kept, before, *parts, days=days), fees.preview_client(kept, *parts))


def of_offer(offer: Offer, at: datetime) -> Preview:
    """With the fees frozen in the offer. Two queries."""
    pair = (offer.client_id, offer.freelancer_id)
    before = (
        fees.billed(*pair, offer.currency) if offer.terms.get("basis") != "contract" else Money.zero(offer.currency)
    )
    days = fees.days_known(*pair, offer.currency, at)
    parts = [stage.amount for stage in offer.milestones.all()] or [offer.amount]
    return Preview(fees.preview(offer.terms, before, *parts, days=days), fees.preview_client(offer.terms, *parts))

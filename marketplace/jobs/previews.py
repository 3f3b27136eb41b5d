"""What the price in a form would mean, while it is being typed."""

from datetime import datetime
from typing import Any

from billing.fees import queries as billing_fees
from billing.fees.terms import ClientCharge
from kernel.errors import Refused
from kernel.money import Money
from marketplace.jobs import fees, forms
from marketplace.jobs.models import Job, Proposal
from marketplace.jobs.pitch import total
from marketplace.members.models import Member


def amount_of(form: Any, rows: Any, name: str, *, is_fixed: bool) -> Money | None:
    """The price in a form: the sum of its milestones, or the field `name`; as it was kept when nothing was sent."""
    if not form.is_bound:
        kept = [row.get("amount") for row in (rows.initial or []) if row.get("amount")] if is_fixed and rows else []
        return sum(kept[1:], kept[0]) if kept else form.initial.get(name)
    form.is_valid()
    staged = total(forms.stages_of(rows)) if is_fixed and rows is not None else None
    found = staged or getattr(form, "cleaned_data", {}).get(name)
    return found if isinstance(found, Money) and found.minor > 0 else None


def of_form(job: Job, member: Member, form: Any, rows: Any, *, at: datetime) -> fees.Preview | None:
    """Fee and net of what a freelancer types; None without a readable amount, or without published fees."""
    amount = amount_of(form, rows, "amount", is_fixed=job.is_fixed)
    if not amount:
        return None
    try:
        return fees.of_proposal(job, member, amount, at)
    except Refused:
        return None


def of_proposal(proposal: Proposal, *, at: datetime) -> fees.Preview | None:
    if not proposal.amount:
        return None
    try:
        return fees.of_proposal(proposal.job, proposal.freelancer, proposal.amount, at)
    except Refused:
        return None


def of_offer_form(proposal: Proposal, form: Any, rows: Any, *, at: datetime) -> ClientCharge | None:
    """What the client pays in all for what she types; None without a readable amount, or without published fees."""
    amount = amount_of(form, rows, "rate", is_fixed=proposal.job.is_fixed)
    if not amount:
        return None
    try:
        return billing_fees.preview_client(billing_fees.current(at).snapshot(), amount)
    except Refused:
        return None

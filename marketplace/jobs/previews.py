"""What the price in a form would mean, while it is being typed."""

from datetime import datetime
from typing import Any

from billing.fees import queries as billing_fees
from kernel.errors import Refused
from kernel.money import Money
from marketplace.jobs import fees, forms
from marketplace.jobs.models import Job, Proposal
from marketplace.members.models import Member


def parts_of(form: Any, rows: Any, name: str, *, is_fixed: bool) -> list[Money]:
    """The price in a form: its milestones, or the field `name`; as it was kept when nothing was sent."""
    has_stages = is_fixed and rows is not None
    if not form.is_bound:
        staged = [row.get("amount") for row in (rows.initial or [])] if has_stages else []
        found = [amount for amount in staged if amount] or [form.initial.get(name)]
    else:
        form.is_valid()
        staged = [stage.amount for stage in forms.stages_of(rows)] if has_stages else []
        found = staged or [getattr(form, "cleaned_data", {}).get(name)]
    return [amount for amount in found if isinstance(amount, Money) and amount.minor > 0]


def of_form(job: Job, member: Member, form: Any, rows: Any, *, at: datetime) -> fees.Preview | None:
    """Fee and net of what a freelancer types; None without a readable amount, or without published fees."""
    parts = parts_of(form, rows, "amount", is_fixed=job.is_fixed)
    if not parts:
        return None
    try:
        return fees.of_proposal(job, member, parts, at)
    except Refused:
        return None


def of_proposal(proposal: Proposal, *, at: datetime) -> fees.Preview | None:
    if not proposal.amount:
        return None
    try:
        parts = [row.amount for row in proposal.milestones.all()] or [proposal.amount]
        return fees.of_proposal(proposal.job, proposal.freelancer, parts, at)
    except Refused:
        return None


def of_offer_form(proposal: Proposal, form: Any, rows: Any, *, at: datetime) -> dict[str, Any]:
    """`cost`: what the client pays in all for what she types, None without a readable amount; `fees`: the version of
    the fees that says so, None when none are published."""
    parts = parts_of(form, rows, "rate", is_fixed=proposal.job.is_fixed)
    try:
        terms = billing_fees.current(at)
    except Refused:
        return {"cost": None, "fees": None}
    cost = billing_fees.preview_client(terms.snapshot(), *parts) if parts else None
    return {"cost": cost, "fees": terms.version}

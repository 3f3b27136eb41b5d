"""The owner's figures: what came in, what is held, what is going on, what waits for her."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from billing.fees.models import FeeReceipt, FeeRefund
from billing.ledger import accounts, marks, queries
from billing.payments import queries as payments
from kernel import locales
from kernel.money import Money
from kernel.moves import Role
from marketplace.contracts.models import Contract
from marketplace.jobs import queries as jobs
from marketplace.members import queries as members
from marketplace.members.models import Member
from tenants import current

DAYS = 30
UNPAID = ("past_due", "restricted", "suspended")


@dataclass(frozen=True)
class Figures:
    """Money in the marketplace's currency; `volume` and `income` of the last 30 days, the rest as of now. `income`:
    service fees, less what was returned."""

    volume: Money
    income: Money
    income_ever: Money
    held: Money
    open_jobs: int
    running: int
    members: int
    joined: int
    marks: dict[str, str]


@dataclass(frozen=True)
class Waiting:
    """Something that waits for the owner or her staff."""

    text: str
    url: str


def of(at: datetime) -> Figures:
    """All figures of the dashboard. A fixed number of queries."""
    currency, since = current.get().currency, at - timedelta(days=DAYS)
    recent = FeeReceipt.objects.filter(currency=currency, at__gte=since)
    sums = recent.aggregate(volume=Sum("payment_minor"), fees=Sum("fee_minor"))
    back = FeeRefund.objects.filter(receipt__currency=currency, at__gte=since).aggregate(fees=Sum("fee_minor"))
    earned = queries.balances([accounts.REV_SERVICE_FEE, accounts.REV_CLIENT_FEE], currency)
    return Figures(
        volume=Money(sums["volume"] or 0, currency),
        income=Money((sums["fees"] or 0) - (back["fees"] or 0), currency),
        income_ever=sum(earned.values(), Money.zero(currency)),
        held=queries.total("funds", currency),
        open_jobs=jobs.public().count(),
        running=Contract.objects.filter(state__in=("active", "paused", "ending", "disputed")).count(),
        members=Member.objects.count(),
        joined=Member.objects.filter(joined_at__gte=since).count(),
        marks=_marks(since),
    )


def _marks(since: datetime) -> dict[str, str]:
    fees = accounts.REV_SERVICE_FEE
    work = marks.since(since, "funds:*>pending:*", f"funds:*>{fees}", "funds:*>tax:*")
    bonuses = marks.since(since, "clearing:*>pending:*", f"clearing:*>{fees}")
    return {
        "volume": marks.together([work, bonuses]),
        "income": marks.less(marks.since(since, f"*>{fees}"), marks.since(since, f"{fees}>*")),
        "income_ever": marks.balance([fees, accounts.REV_CLIENT_FEE]),
        "held": marks.balance(["funds:*"]),
    }


def waiting(user: User) -> list[Waiting]:
    """What the owner and her staff should look at first; empty is good. Her own bills are for her alone."""
    found = []
    if current.get().state in UNPAID and Role.OWNER in members.staff_roles(user):
        text = _("A bill of yours could not be collected. Look at your plan, and change the card.")
        found.append(Waiting(text, reverse("console_plan")))
    freeze = queries.freeze()
    if freeze is not None:
        text = _("Payouts are stopped: the books do not add up. Look at what was found.")
        found.append(Waiting(text, reverse("ledger:index")))
    stuck = payments.refunds_failed().count()
    if stuck:
        text = ngettext("%(number)d refund did not get through", "%(number)d refunds did not get through", stuck)
        found.append(Waiting(locales.spoken(text % {"number": stuck}), reverse("console_refunds")))
    paused = Member.objects.filter(state="suspended").count()
    if paused:
        text = ngettext("%(number)d member is suspended", "%(number)d members are suspended", paused)
        found.append(Waiting(locales.spoken(text % {"number": paused}), reverse("member:index")))
    return found

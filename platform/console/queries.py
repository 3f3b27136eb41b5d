"""What the operator sees: every marketplace, from the public schema alone, in a fixed number of queries."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from billing.subscriptions import queries as subscriptions
from billing.subscriptions import states as bill_states
from billing.subscriptions.models import Bill, BillLine, Plan
from console.models import BooksCheck, Tally
from kernel import history
from kernel.history.models import Entry
from kernel.money import Money
from kernel.moves import Role
from tenants import states
from tenants.models import Tenant

LAST_ERRORS = 5
HISTORY = 60


def month_of(at: datetime) -> str:
    return f"{at:%Y-%m}"


def marketplaces(*, search: str = "", state: str = "", period: str) -> QuerySet[Tenant]:
    """Newest first, each with its subscription and plan, and `tally`: its one row of `period` or none. 2 SELECTs."""
    found = Tenant.objects.select_related("subscription__plan").order_by("-created_at", "-id")
    if search:
        words = Q(name__icontains=search) | Q(slug__icontains=search) | Q(owner_email__icontains=search)
        found = found.filter(words | Q(domains__domain__icontains=search)).distinct()
    if state:
        found = found.filter(state=state)
    return found.prefetch_related(Prefetch("tallies", Tally.objects.filter(period=period), to_attr="tally"))


def served() -> list[int]:
    """The ids of all marketplaces whose pages are served, for the scheduler."""
    return list(Tenant.objects.filter(state__in=states.SERVED).order_by("id").values_list("id", flat=True))


def numbered(tenant_id: int) -> Tenant | None:
    return Tenant.objects.filter(pk=tenant_id, state__in=states.SERVED).first()


def marketplace(slug: str) -> Tenant | None:
    return Tenant.objects.select_related("subscription__plan").filter(slug=slug).first()


def may_suspend(tenant: Tenant) -> bool:
    """Whether the operator can shut it, or keep shut what its bills have shut."""
    by_bills = tenant.state == states.SUSPENDED and not tenant.held
    return by_bills or bool(states.TENANT.find("suspend", Role.OPERATOR, tenant.state))


def bills() -> QuerySet[Bill]:
    """Every bill, newest first, with its marketplace."""
    return subscriptions.bills()


def lines(bill: Bill) -> QuerySet[BillLine]:
    return subscriptions.lines(bill)


def plans() -> QuerySet[Plan]:
    """Every plan, also those no longer offered, with prices and how many marketplaces are on it."""
    return Plan.objects.prefetch_related("prices").annotate(marketplaces=Count("subscriptions")).order_by("position")


def timeline(tenant: Tenant) -> list[Entry]:
    """What happened to a marketplace, its plan and its bills, newest first."""
    subjects = [history.of(tenant)]
    subscription = subscriptions.subscription_of(tenant)
    if subscription is not None:
        subjects.append(history.of(subscription))
        mine = Bill.objects.filter(subscription=subscription).values("pk")
        subjects.append(Entry.objects.filter(subject_type="bill", subject_id__in=mine))
    found = [entry for rows in subjects for entry in rows.order_by("-id")[:HISTORY]]
    return sorted(found, key=lambda entry: entry.pk, reverse=True)[:HISTORY]


@dataclass(frozen=True)
class Figures:
    """The whole house in a month. Amounts one a currency, never added across."""

    states: list[tuple[str, int]]
    volume: list[Money]
    billed: list[Money]
    paid: list[Money]
    failed: list[Money]


def figures(period: str) -> Figures:
    """Three SELECTs."""
    counted = Counter(dict(Tenant.objects.values_list("state").annotate(number=Count("id"))))
    volume = Tally.objects.filter(period=period).values_list("currency").annotate(minor=Sum("volume_minor"))
    sums = _by_state(period)
    return Figures(
        states=[(state, counted[state]) for state in states.ALL if counted[state]],
        volume=[Money(minor, currency) for currency, minor in volume.order_by("currency") if minor],
        billed=_sum(sums, set(bill_states.BILL.states) - {bill_states.VOID}),
        paid=_sum(sums, {bill_states.PAID}),
        failed=_sum(sums, {bill_states.FAILED}),
    )


def _by_state(period: str) -> list[tuple[str, str, int]]:
    rows = Bill.objects.filter(period=period).values("state", "currency")
    summed = rows.annotate(planned=Sum("plan_minor"), used=Sum("usage_minor")).order_by("currency")
    return [(row["state"], row["currency"], row["planned"] + row["used"]) for row in summed]


def _sum(rows: list[tuple[str, str, int]], wanted: set[str]) -> list[Money]:
    sums: Counter[str] = Counter()
    for state, currency, minor in rows:
        if state in wanted:
            sums[currency] += minor
    return [Money(minor, currency) for currency, minor in sorted(sums.items()) if minor]


@dataclass(frozen=True)
class Books:
    """How the nightly check of all books went: how many were checked, the last time, and the checks that found
    something."""

    checked: int
    last: datetime | None
    wrong: list[BooksCheck]


def books() -> Books:
    """One SELECT."""
    checks = list(BooksCheck.objects.select_related("tenant").order_by("tenant__name"))
    last = max((check.checked_at for check in checks), default=None)
    return Books(len(checks), last, [check for check in checks if check.findings])


def last_errors(period: str) -> list[dict[str, Any]]:
    """What went wrong last, by marketplace: building, news and timers that failed, bills that do not go out."""
    building = Tenant.objects.exclude(last_error="").order_by("-id")[:LAST_ERRORS]
    inside = Tally.objects.filter(period=period).exclude(error="").select_related("tenant").order_by("-counted_at")
    unpaid = Bill.objects.exclude(error="").filter(state=bill_states.DRAFTED)
    unpaid = unpaid.select_related("subscription__tenant").order_by("-id")
    rows = [{"tenant": one, "error": one.last_error} for one in building]
    rows += [{"tenant": one.tenant, "error": one.error} for one in inside[:LAST_ERRORS]]
    rows += [{"tenant": one.subscription.tenant, "error": one.error} for one in unpaid[:LAST_ERRORS]]
    return rows

"""What may be seen of plans, subscriptions and bills: by the operator all, by an owner her own."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from billing.subscriptions import states
from billing.subscriptions.models import Bill, BillLine, Plan, PlanPrice, Subscription
from tenants.models import Tenant


def plans() -> QuerySet[Plan]:
    """The plans on offer, cheapest first, with their prices."""
    return Plan.objects.filter(offered=True).prefetch_related("prices")


def price(plan: Plan, currency: str) -> PlanPrice | None:
    return plan.prices.filter(currency=currency).first()


def subscription_of(tenant: Tenant) -> Subscription | None:
    return Subscription.objects.select_related("plan", "tenant").filter(tenant_id=tenant.pk).first()


def entitlement(tenant_id: int, name: str) -> Any:
    """A limit of a marketplace's plan: a number, None for no limit, True or False for a feature. False without a
    plan."""
    found = Subscription.objects.select_related("plan").filter(tenant_id=tenant_id).first()
    return found.plan.entitlements.get(name, False) if found else False


def subscriptions() -> QuerySet[Subscription]:
    """All, for the operator, newest first."""
    return Subscription.objects.select_related("plan", "tenant").order_by("-started_at", "-id")


def bills(tenant: Tenant | None = None) -> QuerySet[Bill]:
    """Bills, newest first: of one marketplace, or of all for the operator."""
    found = Bill.objects.select_related("subscription__tenant", "subscription__plan").order_by("-period", "-id")
    return found if tenant is None else found.filter(subscription__tenant_id=tenant.pk)


def lines(bill: Bill) -> QuerySet[BillLine]:
    """The released payments behind a bill, in order: tenant id, contract uuid, transfer id, volume."""
    return bill.lines.order_by("released_at", "id")


def grace(subscription: Subscription) -> tuple[datetime, datetime] | None:
    """From when on what is unpaid restricts the marketplace, and from when on it shuts it; None while all is paid."""
    since = subscription.unpaid_since or subscription.trial_ends_at
    if since is None or subscription.state not in states.UNPAID:
        return None
    return since + states.FULL_FOR, since + states.RESTRICTED_UNTIL

"""A marketplace's plan, its trial, and how it stands."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from billing.subscriptions import queries, remote, states
from billing.subscriptions.errors import UnableToSubscribe
from billing.subscriptions.models import Bill, Plan, PlanPrice, Subscription
from kernel import history
from kernel.actors import Actor
from tenants import actions as standings
from tenants.models import Tenant

PAYING = ("active", "trialing", "past_due", "unpaid")


def start_trial(*, tenant: Tenant, plan: Plan, actor: Actor, at: datetime) -> Subscription:
    """Put a new marketplace on a plan, free for the plan's days of trial. No card, no call to Stripe. Twice is once."""
    with transaction.atomic():
        facts = {
            "plan": plan,
            "currency": tenant.currency,
            "trial_ends_at": at + timedelta(days=plan.trial_days),
            "started_at": at,
        }
        subscription, fresh = Subscription.objects.get_or_create(tenant=tenant, defaults=facts)
        if fresh:
            history.record(subscription, "start", actor=actor, at=at, data={"plan": plan.code})
    return subscription


def change_plan(*, subscription: Subscription, plan: Plan, actor: Actor, at: datetime) -> Subscription:
    """From now on this plan. Bills issued keep theirs; at Stripe the price changes with the next Checkout or bill."""
    _price(plan, subscription.currency)
    with transaction.atomic():
        before = subscription.plan.code
        Subscription.objects.filter(pk=subscription.pk).update(plan=plan)
        Tenant.objects.filter(pk=subscription.tenant_id).update(plan=plan.code)
        history.record(subscription, "change", actor=actor, at=at, data={"from": before, "to": plan.code})
    subscription.refresh_from_db()
    return subscription


def open_checkout(*, subscription: Subscription, return_url: str, actor: Actor, at: datetime) -> str:
    """The address of Stripe's page on which the owner begins to pay. Call outside of any transaction."""
    price = _price(subscription.plan, subscription.currency)
    if subscription.stripe_status in PAYING:
        raise UnableToSubscribe(_("This marketplace pays already. Cards are changed in the customer portal."))
    return remote.checkout(subscription, price, return_url, turn=at.isoformat(), at=int(at.timestamp()))


def open_portal(*, subscription: Subscription, return_url: str, actor: Actor, at: datetime) -> str:
    """The address of Stripe's portal: cards, invoices, cancelling. Call outside of any transaction."""
    return remote.portal(subscription, return_url, turn=at.isoformat())


def _price(plan: Plan, currency: str) -> PlanPrice:
    price = queries.price(plan, currency)
    if price is None:
        raise UnableToSubscribe(_("This plan has no price in the marketplace's currency."))
    return price


def refresh_subscription(*, subscription: Subscription, name: str = "", actor: Actor, at: datetime) -> Subscription:
    """Ask Stripe how the subscription is, and take it on. Call outside of any transaction. When two ask at once, the
    answer that was asked for first and comes last is thrown away and asked for again."""
    while True:
        subscription.refresh_from_db()
        name = name or subscription.stripe_subscription
        if not name:
            return review_standing(subscription=subscription, actor=actor, at=at)
        fields = _projected(remote.subscription(name))
        current = Subscription.objects.filter(pk=subscription.pk, version=subscription.version)
        if current.update(version=subscription.version + 1, **fields):
            return review_standing(subscription=subscription, actor=actor, at=at)


def _projected(found: Any) -> dict[str, Any]:
    end = found["items"].data[0].current_period_end
    fields: dict[str, Any] = {
        "stripe_subscription": found.id,
        "stripe_status": found.status,
        "cancels": bool(found.cancel_at_period_end),
        "period_ends_at": datetime.fromtimestamp(end, UTC),
    }
    if found.trial_end:
        fields["trial_ends_at"] = datetime.fromtimestamp(found.trial_end, UTC)
    return fields


def review_standing(*, subscription: Subscription, actor: Actor, at: datetime) -> Subscription:
    """Work out how the marketplace stands, and have its own state follow. A state that somebody else gave it
    (suspended by the operator, closed by the owner) is left alone. Twice is once; a late clock gives the same."""
    with transaction.atomic():
        row = Subscription.objects.select_for_update().get(pk=subscription.pk)
        since = _unpaid_since(row, at)
        standing = states.standing(
            trial_ends_at=row.trial_ends_at,
            paying=row.stripe_status in PAYING,
            unpaid_since=since,
            at=at,
        )
        if (since, standing) != (row.unpaid_since, row.state):
            before = row.state
            Subscription.objects.filter(pk=row.pk).update(unpaid_since=since, state=standing)
            if standing != before:
                standings.move_on(tenant=row.tenant, standing=standing, actor=actor, at=at)
                data = {"tenant": row.tenant_id}
                history.record(row, "stand", actor=actor, at=at, data=data, source=before, target=standing)
    subscription.refresh_from_db()
    return subscription


def review_all(*, actor: Actor, at: datetime) -> int:
    """Review every subscription whose standing may have changed by time alone. Returns how many were looked at."""
    rows = list(Subscription.objects.exclude(state=states.CANCELLED).order_by("id"))
    for row in rows:
        review_standing(subscription=row, actor=actor, at=at)
    return len(rows)


def _unpaid_since(row: Subscription, at: datetime) -> datetime | None:
    """Since when something is unpaid: the oldest failed bill, or Stripe's word for a subscription without one."""
    failed = Bill.objects.filter(subscription=row, state=states.FAILED).order_by("done_at").first()
    if failed is not None:
        return failed.done_at
    return (row.unpaid_since or at) if row.stripe_status in ("past_due", "unpaid") else None

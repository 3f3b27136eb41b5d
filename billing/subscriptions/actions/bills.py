"""One month's bill: the plan, and a share of what was released, each line from one payment of one contract."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from billing.stripe_gateway import client
from billing.subscriptions import months, queries, remote, states, usage
from billing.subscriptions.actions.plans import review_standing
from billing.subscriptions.errors import UnableToBill
from billing.subscriptions.models import Bill, BillLine, Subscription
from kernel import transition
from kernel.actors import GATEWAY, Actor
from kernel.money import total
from kernel.moves import Role
from tenants.models import Tenant

# Payments may be booked after their moment (a late clock): those of the last months that no bill has are taken along.
LOOK_BACK = timedelta(days=92)
RETRY = timedelta(minutes=5)


def issue_bill(*, tenant: Tenant, period: str, actor: Actor, at: datetime, draft: str = "") -> Bill:
    """Work out the bill of `period` ("2026-11"), once; a second call returns the first bill. The month need not be
    over: what is released later goes on the next bill, and no payment is ever billed twice. It is sent by `send_due`.

    `draft` names Stripe's draft of the renewal invoice it belongs on."""
    starts_at, ends_at = months.bounds(period)
    if at < starts_at:
        raise UnableToBill(_("This month has not begun."))
    subscription = queries.subscription_of(tenant)
    if subscription is None:
        raise UnableToBill(_("This marketplace has no plan."))
    found = Bill.objects.filter(subscription=subscription, period=period).first()
    if found is not None:
        return found
    releases = usage.released(tenant, starts_at - LOOK_BACK, min(ends_at, at))
    with transaction.atomic():
        Subscription.objects.select_for_update().get(pk=subscription.pk)
        found = Bill.objects.filter(subscription=subscription, period=period).first()
        if found is not None:
            return found
        bill = _bill(subscription, period, ends_at, _unbilled(tenant, releases, subscription), draft, at)
        role = Role.CLOCK if actor.kind == "clock" else Role.OPERATOR
        data = {"tenant": tenant.pk, "period": period, "total_minor": bill.total.minor, "currency": bill.currency}
        transition.begin(states.BILL, bill, "issue", role=role, actor=actor, at=at, data=data)
    return bill


def _unbilled(tenant: Tenant, releases: list[usage.Release], subscription: Subscription) -> list[usage.Release]:
    wrong = {release.volume.currency for release in releases} - {subscription.currency}
    if wrong:
        raise UnableToBill(_("This marketplace has released money in a currency its plan has no price in."))
    names = [release.transfer_id for release in releases]
    billed = BillLine.objects.filter(tenant_id=tenant.pk, transfer_id__in=names)
    known = set(billed.values_list("transfer_id", flat=True))
    return [release for release in releases if release.transfer_id not in known]


def _bill(
    subscription: Subscription, period: str, ends_at: datetime, releases: list[usage.Release], draft: str, at: datetime
) -> Bill:
    plan, currency = subscription.plan, subscription.currency
    price = queries.price(plan, currency)
    if price is None:
        raise UnableToBill(_("This plan has no price in the marketplace's currency."))
    on_trial = subscription.trial_ends_at is not None and subscription.trial_ends_at >= ends_at
    volume = total((release.volume for release in releases), currency)
    bill = Bill.objects.create(
        subscription=subscription,
        period=period,
        plan_code=plan.code,
        currency=currency,
        plan_minor=0 if on_trial else price.amount_minor,
        volume_minor=volume.minor,
        volume_bps=plan.volume_bps,
        usage_minor=months.share(volume, plan.volume_bps).minor,
        stripe_invoice=draft,
        due_at=at,
        issued_at=at,
    )
    BillLine.objects.bulk_create(
        BillLine(
            bill=bill,
            tenant_id=subscription.tenant_id,
            contract=release.contract,
            transfer_id=release.transfer_id,
            released_at=release.at,
            volume_minor=release.volume.minor,
            currency=currency,
        )
        for release in releases
    )
    return bill


def send_due(*, actor: Actor, at: datetime) -> int:
    """Send the bills that are waiting. Returns how many were tried. Call outside of any transaction."""
    waiting = Bill.objects.filter(state=states.DRAFTED, due_at__lte=at).order_by("id")
    bills = list(waiting.select_related("subscription__tenant", "subscription__plan")[:100])
    for bill in bills:
        send_bill(bill=bill, actor=actor, at=at)
    return len(bills)


def send_bill(*, bill: Bill, actor: Actor, at: datetime) -> Bill:
    """Send one bill through Stripe and take on what became of it. Call outside of any transaction; twice is once,
    and an answer that was lost is asked for again with the same keys."""
    if bill.state != states.DRAFTED:
        return bill
    if not bill.total:
        return _settle(bill, "pay", actor, at, {})
    try:
        invoice = remote.send(bill)
    except client.StripeError as wrong:
        Bill.objects.filter(pk=bill.pk).update(due_at=at + RETRY, error=str(wrong)[:300])
        bill.refresh_from_db()
        return bill
    bill = _settle(bill, "send", actor, at, {"stripe_invoice": invoice, "error": ""})
    return refresh_bill(bill=bill, actor=GATEWAY, at=at)


def refresh_bill(*, bill: Bill, actor: Actor, at: datetime) -> Bill:
    """Ask Stripe what became of a bill's invoice. Call outside of any transaction; twice is once, older news
    nothing."""
    invoice = remote.invoice(bill.stripe_invoice)
    verb = {"paid": "pay", "void": "void", "uncollectible": "void"}.get(invoice.status, "")
    if invoice.status == "open" and invoice.attempt_count:
        verb = "fail"
    fields = {"invoice_url": invoice.hosted_invoice_url or "", "attempts": invoice.attempt_count}
    bill = _settle(bill, verb, actor, at, fields)
    review_standing(subscription=bill.subscription, actor=actor, at=at)
    return bill


def _settle(bill: Bill, verb: str, actor: Actor, at: datetime, fields: dict[str, object]) -> Bill:
    with transaction.atomic():
        row = Bill.objects.select_for_update().get(pk=bill.pk)
        if states.BILL.find(verb, Role.GATEWAY, row.state):
            if verb != "send":
                fields = fields | {"done_at": at}
            data = {"tenant": row.subscription.tenant_id, "period": row.period}
            transition.apply(states.BILL, row, verb, role=Role.GATEWAY, actor=actor, at=at, data=data, fields=fields)
        elif fields:
            Bill.objects.filter(pk=row.pk).update(**fields)
    bill.refresh_from_db()
    return bill

"""What subscriptions does with the news from the operator's Stripe account: find the row, ask again, take it on."""

from datetime import UTC, datetime

from billing.stripe_gateway import inbox
from billing.subscriptions import actions, remote
from billing.subscriptions.models import Bill, Subscription
from kernel.actors import CLOCK, GATEWAY


def on_checkout(event: str, name: str, at: datetime) -> None:
    """An owner has been on a Checkout page: she may have a subscription now."""
    session = remote.session(name)
    row = Subscription.objects.filter(stripe_customer=session.customer or "-").first()
    if row is not None and session.subscription:
        actions.refresh_subscription(subscription=row, name=session.subscription, actor=GATEWAY, at=at)


def on_subscription(event: str, name: str, at: datetime) -> None:
    found = remote.subscription(name)
    row = Subscription.objects.filter(stripe_customer=found.customer).first()
    # One that was replaced says nothing about the one in use.
    if row is not None and row.stripe_subscription in ("", name):
        actions.refresh_subscription(subscription=row, name=name, actor=GATEWAY, at=at)


def on_invoice(event: str, name: str, at: datetime) -> None:
    """A renewal's draft gets the month's share of volume; an invoice of ours tells how its bill fares."""
    invoice = remote.invoice(name)
    row = Subscription.objects.select_related("tenant").filter(stripe_customer=invoice.customer or "-").first()
    if row is None:
        return
    if invoice.status == "draft" and invoice.billing_reason == "subscription_cycle":
        period = _month_before(invoice.created)
        bill = actions.issue_bill(tenant=row.tenant, period=period, actor=CLOCK, at=at, draft=name)
        if bill.stripe_invoice == name:
            actions.send_bill(bill=bill, actor=GATEWAY, at=at)
        return
    for bill in Bill.objects.filter(stripe_invoice=name):
        actions.refresh_bill(bill=bill, actor=GATEWAY, at=at)
    if row.stripe_subscription:
        actions.refresh_subscription(subscription=row, actor=GATEWAY, at=at)


def _month_before(moment: int) -> str:
    """The last month that was over at `moment`."""
    then = datetime.fromtimestamp(moment, UTC)
    year, number = (then.year - 1, 12) if then.month == 1 else (then.year, then.month - 1)
    return f"{year}-{number:02d}"


def listen() -> None:
    inbox.handle("checkout.session.", on_checkout, operator=True)
    inbox.handle("customer.subscription.", on_subscription, operator=True)
    inbox.handle("invoice.", on_invoice, operator=True)

"""The calls to the operator's Stripe account. None is made inside a transaction; each POST has a key from its event."""

from contextlib import suppress
from typing import Any

from billing.stripe_gateway import client, shapes
from billing.subscriptions.models import Bill, PlanPrice, Subscription
from kernel import currencies
from kernel.money import Money


def sent(amount: Money) -> int:
    """The amount as Stripe counts it."""
    return amount.minor * currencies.get(amount.currency).gateway("stripe").multiplier


def key(*parts: object) -> shapes.RequestOptions:
    return {"idempotency_key": ":".join(str(part) for part in parts)}


def ensure_customer(subscription: Subscription) -> str:
    """The owner as Stripe's customer; made once."""
    if subscription.stripe_customer:
        return subscription.stripe_customer
    tenant = subscription.tenant
    customer = client.operator().api.v1.customers.create(
        {"name": tenant.name, "email": tenant.owner_email, "metadata": {"subscription": str(subscription.uuid)}},
        key("customer", subscription.uuid),
    )
    Subscription.objects.filter(pk=subscription.pk).update(stripe_customer=customer.id)
    subscription.stripe_customer = customer.id
    return customer.id


def ensure_price(price: PlanPrice) -> str:
    """A plan's price at Stripe. Stripe's prices never change, so another amount is another price."""
    name = f"{price.plan.code}-{price.currency.lower()}-{price.amount_minor}"
    api = client.operator().api
    found = api.v1.prices.list({"lookup_keys": [name], "limit": 1}).data
    if found:
        return found[0].id
    product = api.v1.products.create({"name": price.plan.name}, key("product", name))
    made = api.v1.prices.create(
        {
            "product": product.id,
            "currency": price.currency.lower(),
            "unit_amount": sent(price.amount),
            "recurring": {"interval": "month"},
            "lookup_key": name,
        },
        key("price", name),
    )
    return made.id


def checkout(subscription: Subscription, price: PlanPrice, back: str, *, turn: str, at: int) -> str:
    """A Checkout page on which the owner leaves her card and begins to pay. The trial left is kept."""
    data: shapes.SessionCreateParamsSubscriptionData = {"metadata": {"subscription": str(subscription.uuid)}}
    ends = subscription.trial_ends_at
    if ends is not None and int(ends.timestamp()) > at + 2 * 86400:  # Stripe wants at least 48 hours
        data["trial_end"] = int(ends.timestamp())
    customer, price_id = ensure_customer(subscription), ensure_price(price)
    session = client.operator().api.v1.checkout.sessions.create(
        {
            "mode": "subscription",
            "customer": customer,
            "client_reference_id": str(subscription.uuid),
            "line_items": [{"price": price_id, "quantity": 1}],
            "subscription_data": data,
            "success_url": back,
            "cancel_url": back,
        },
        key("checkout", subscription.uuid, turn),
    )
    return session.url or back


def portal(subscription: Subscription, back: str, *, turn: str) -> str:
    """Stripe's Customer Portal: cards, invoices, cancelling."""
    customer = ensure_customer(subscription)
    session = client.operator().api.v1.billing_portal.sessions.create(
        {"customer": customer, "return_url": back}, key("portal", subscription.uuid, turn)
    )
    return session.url


def send(bill: Bill) -> str:
    """Have a bill charged as one invoice; returns its name. The subscription's own draft takes the share of volume when
    there is one; else the period is closed now; a marketplace without a running subscription gets an invoice of its
    own."""
    subscription = bill.subscription
    customer = ensure_customer(subscription)
    if bill.stripe_invoice:
        _usage(bill, customer, {"invoice": bill.stripe_invoice})
        return bill.stripe_invoice
    if subscription.stripe_status in ("active", "past_due"):
        _usage(bill, customer, {"subscription": subscription.stripe_subscription})
        closed = client.operator().api.v1.subscriptions.update(
            subscription.stripe_subscription,
            {"billing_cycle_anchor": {"type": "now"}, "proration_behavior": "none"},
            key("bill", bill.uuid, "close"),
        )
        return str(closed.latest_invoice)
    return _own_invoice(bill, customer)


def _own_invoice(bill: Bill, customer: str) -> str:
    api = client.operator().api
    invoice = api.v1.invoices.create(
        {
            "customer": customer,
            "currency": bill.currency.lower(),
            "auto_advance": True,
            "collection_method": "charge_automatically",
            "pending_invoice_items_behavior": "exclude",
            "metadata": {"bill": str(bill.uuid)},
        },
        key("bill", bill.uuid, "invoice"),
    )
    if bill.plan_price:
        _item(bill, customer, bill.plan_price, f"Plan {bill.plan_code}, {bill.period}", "plan", {"invoice": invoice.id})
    _usage(bill, customer, {"invoice": invoice.id})
    api.v1.invoices.finalize_invoice(invoice.id, {}, key("bill", bill.uuid, "finalize"))
    with suppress(*client.Refused):  # the invoice itself says so when it is fetched
        api.v1.invoices.pay(invoice.id, {}, key("bill", bill.uuid, "pay"))
    return invoice.id


def _usage(bill: Bill, customer: str, where: shapes.InvoiceItemCreateParams) -> None:
    if bill.usage:
        text = f"Share of released volume, {bill.period}"
        _item(bill, customer, bill.usage, text, "usage", where)


def _item(
    bill: Bill, customer: str, amount: Money, text: str, part: str, where: shapes.InvoiceItemCreateParams
) -> None:
    params: shapes.InvoiceItemCreateParams = {
        "customer": customer,
        "amount": sent(amount),
        "currency": bill.currency.lower(),
        "description": text,
        "metadata": {"bill": str(bill.uuid), "volume_minor": str(bill.volume_minor), "bps": str(bill.volume_bps)},
        **where,
    }
    client.operator().api.v1.invoice_items.create(params, key("bill", bill.uuid, part))


def invoice(name: str) -> Any:
    return client.operator().api.v1.invoices.retrieve(name)


def subscription(name: str) -> Any:
    return client.operator().api.v1.subscriptions.retrieve(name)


def session(name: str) -> Any:
    return client.operator().api.v1.checkout.sessions.retrieve(name)

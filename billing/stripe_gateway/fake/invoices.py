"""Subscriptions, invoices and their dunning in the fake."""

import calendar
from datetime import UTC, datetime

from billing.stripe_gateway.fake import payments
from billing.stripe_gateway.fake.world import Fault, Json, World, number, rows, truth

DRAFT_FOR = 3600
RETRIES = (3 * 86400, 5 * 86400, 7 * 86400)


def month_after(moment: int) -> int:
    then = datetime.fromtimestamp(moment, UTC)
    year, month = then.year + then.month // 12, then.month % 12 + 1
    day = min(then.day, calendar.monthrange(year, month)[1])
    return int(then.replace(year=year, month=month, day=day).timestamp())


def create_subscription(world: World, params: Json) -> Json:
    world.get(params["customer"], "customer")
    trial = number(params, "trial_period_days") * 86400
    end = number(params, "trial_end") if "trial_end" in params else world.now + trial if trial else None
    sub = world.new(
        "sub",
        "subscription",
        customer=params["customer"],
        metadata=params.get("metadata") or {},
        status="trialing" if end else "active",
        trial_end=end,
        cancel_at_period_end=False,
        canceled_at=None,
        collection_method="charge_automatically",
        default_payment_method=params.get("default_payment_method"),
        latest_invoice=None,
    )
    until = end or month_after(world.now)
    prices = [world.get(item["price"], "price") for item in rows(params, "items")]
    sub["currency"] = prices[0]["currency"]
    sub["items"] = {"object": "list", "has_more": False, "url": "/v1/subscription_items"}
    sub["items"]["data"] = [_item(world, sub, price, until) for price in prices]
    world.emit("customer.subscription.created", sub)
    if not end:
        charge_cycle(world, sub, "subscription_create", at_once=True)
    return sub


def _item(world: World, sub: Json, price: Json, until: int) -> Json:
    item = world.new("si", "subscription_item", subscription=sub["id"], price=price, quantity=1)
    item.update(current_period_start=world.now, current_period_end=until)
    return item


def update_subscription(world: World, params: Json, name: str) -> Json:
    sub = world.get(name, "subscription")
    if sub["status"] == "canceled":
        raise Fault(400, "resource_missing", "A canceled subscription can only update its cancellation_details.")
    for row in rows(params, "items"):
        target = next((item for item in sub["items"]["data"] if item["id"] == row.get("id")), sub["items"]["data"][0])
        if "price" in row:
            target["price"] = world.get(row["price"], "price")
    sub["metadata"] |= params.get("metadata") or {}
    if "cancel_at_period_end" in params:
        sub["cancel_at_period_end"] = truth(params, "cancel_at_period_end")
    if "default_payment_method" in params:
        sub["default_payment_method"] = params["default_payment_method"]
    if params.get("trial_end") == "now" or (params.get("billing_cycle_anchor") or {}).get("type") == "now":
        sub["trial_end"] = world.now if sub["trial_end"] else None
        sub["status"] = "active" if sub["status"] == "trialing" else sub["status"]
        _next_cycle(sub, world.now)
        charge_cycle(world, sub, "subscription_update", at_once=True)
    world.emit("customer.subscription.updated", sub)
    return sub


def cancel_subscription(world: World, params: Json, name: str) -> Json:
    sub = world.get(name, "subscription")
    sub.update(status="canceled", canceled_at=world.now)
    world.emit("customer.subscription.deleted", sub)
    return sub


def _next_cycle(sub: Json, start: int) -> None:
    for item in sub["items"]["data"]:
        item.update(current_period_start=start, current_period_end=month_after(start))


def charge_cycle(world: World, sub: Json, reason: str, *, at_once: bool) -> Json:
    """The invoice of a new period: the plan, and the items waiting for this subscription."""
    invoice = _invoice(world, sub["customer"], sub["currency"], reason, sub)
    for item in sub["items"]["data"]:
        _line(world, invoice, item["price"]["unit_amount"], "Plan", item["price"]["metadata"])
    for waiting in world.all("invoiceitem", subscription=sub["id"]):
        if waiting["invoice"] is None:
            _attach(world, waiting, invoice)
    sub["latest_invoice"] = invoice["id"]
    world.emit("invoice.created", invoice)
    if at_once:
        finalize(world, invoice)
        attempt(world, invoice)
    else:
        invoice["automatically_finalizes_at"] = world.now + DRAFT_FOR
    return invoice


def _invoice(world: World, customer: str, currency: str, reason: str, sub: Json | None) -> Json:
    invoice = world.new(
        "in",
        "invoice",
        customer=customer,
        currency=currency,
        billing_reason=reason,
        status="draft",
        auto_advance=True,
        metadata={},
        number=None,
        amount_due=0,
        amount_paid=0,
        amount_remaining=0,
        total=0,
        attempt_count=0,
        next_payment_attempt=None,
        hosted_invoice_url=None,
        collection_method="charge_automatically",
        automatically_finalizes_at=None,
    )
    details = {"subscription_details": {"subscription": sub["id"], "metadata": sub["metadata"]}} if sub else None
    invoice["parent"] = {"type": "subscription_details", **details} if details else None
    invoice["lines"] = {"object": "list", "data": [], "has_more": False, "url": f"/v1/invoices/{invoice['id']}/lines"}
    return invoice


def _line(world: World, invoice: Json, amount: int, text: str, metadata: Json) -> None:
    line = world.new("il", "line_item", amount=amount, description=text, metadata=metadata, invoice=invoice["id"])
    line["currency"] = invoice["currency"]
    invoice["lines"]["data"].append(line)
    invoice["total"] += amount
    invoice["amount_due"] = invoice["amount_remaining"] = max(invoice["total"], 0)


def _attach(world: World, item: Json, invoice: Json) -> None:
    item["invoice"] = invoice["id"]
    _line(world, invoice, item["amount"], item["description"], item["metadata"])


def create_invoice(world: World, params: Json) -> Json:
    world.get(params["customer"], "customer")
    invoice = _invoice(world, params["customer"], params.get("currency", "usd"), "manual", None)
    invoice["metadata"] = params.get("metadata") or {}
    invoice["auto_advance"] = truth(params, "auto_advance")
    world.emit("invoice.created", invoice)
    return invoice


def create_item(world: World, params: Json) -> Json:
    world.get(params["customer"], "customer")
    item = world.new(
        "ii",
        "invoiceitem",
        customer=params["customer"],
        amount=number(params, "amount"),
        currency=params["currency"],
        description=params.get("description") or "",
        metadata=params.get("metadata") or {},
        period=params.get("period"),
        subscription=params.get("subscription"),
        invoice=None,
    )
    if name := params.get("invoice"):
        invoice = world.get(name, "invoice")
        if invoice["status"] != "draft":
            raise Fault(400, "invoice_not_editable", "This invoice is no longer a draft.")
        if invoice["currency"] != item["currency"]:
            raise Fault(400, "invalid_request", "The item's currency is not the invoice's.")
        _attach(world, item, invoice)
        world.emit("invoice.updated", invoice)
    return item


def finalize_invoice(world: World, params: Json, name: str) -> Json:
    return finalize(world, world.get(name, "invoice"))


def finalize(world: World, invoice: Json) -> Json:
    if invoice["status"] != "draft":
        raise Fault(400, "invoice_not_editable", "This invoice is already finalized.")
    invoice.update(status="open", automatically_finalizes_at=None, next_payment_attempt=world.now)
    invoice["number"] = f"G-{len([i for i in world.all('invoice') if i['number']]) + 1:05d}"
    invoice["hosted_invoice_url"] = f"/pay/stripe-test/{invoice['id']}/"
    world.emit("invoice.finalized", invoice)
    return invoice


def pay_invoice(world: World, params: Json, name: str) -> Json:
    invoice = world.get(name, "invoice")
    if invoice["status"] != "open":
        raise Fault(400, "invoice_not_payable", f"This invoice is {invoice['status']}.")
    attempt(world, invoice, params.get("payment_method"))
    if invoice["status"] != "paid":
        raise Fault(402, "card_declined", "Your card was declined.", "card_error")
    return invoice


def attempt(world: World, invoice: Json, method: str | None = None) -> None:
    """Charge the customer's card for an open invoice; a failure sets the next retry and the subscription past due."""
    sub = _subscription(world, invoice)
    customer = world.get(invoice["customer"], "customer")
    chosen = method or (sub or {}).get("default_payment_method")
    chosen = chosen or customer["invoice_settings"]["default_payment_method"] or ""
    invoice["attempt_count"] += 1
    invoice["attempted"] = True
    if invoice["amount_due"]:
        intent = payments.create_intent(
            world, {"amount": invoice["amount_due"], "currency": invoice["currency"], "customer": customer["id"]}
        )
        intent["invoice"] = invoice["id"]
        payments.confirm(world, intent, chosen)
        if intent["status"] != "succeeded":
            return _failed(world, invoice, sub)
    invoice.update(status="paid", amount_paid=invoice["amount_due"], amount_remaining=0, next_payment_attempt=None)
    world.emit("invoice.paid", invoice)
    if sub and sub["status"] in ("past_due", "unpaid", "incomplete"):
        sub["status"] = "active"
        world.emit("customer.subscription.updated", sub)
    return None


def _failed(world: World, invoice: Json, sub: Json | None) -> None:
    turn = invoice["attempt_count"] - 1
    invoice["next_payment_attempt"] = world.now + RETRIES[turn] if turn < len(RETRIES) else None
    world.emit("invoice.payment_failed", invoice)
    if sub and sub["status"] in ("active", "trialing"):
        sub["status"] = "past_due"
        world.emit("customer.subscription.updated", sub)


def _subscription(world: World, invoice: Json) -> Json | None:
    parent = invoice["parent"]
    return world.get(parent["subscription_details"]["subscription"], "subscription") if parent else None


def void_invoice(world: World, params: Json, name: str) -> Json:
    return _close(world, name, "void", "invoice.voided")


def write_off(world: World, params: Json, name: str) -> Json:
    return _close(world, name, "uncollectible", "invoice.marked_uncollectible")


def _close(world: World, name: str, status: str, event: str) -> Json:
    invoice = world.get(name, "invoice")
    if invoice["status"] != "open":
        raise Fault(400, "invoice_not_open", f"This invoice is {invoice['status']}.")
    invoice.update(status=status, next_payment_attempt=None)
    world.emit(event, invoice)
    return invoice


def cycle(world: World) -> None:
    """What the clock brings: drafts are finalised and charged, failed payments retried, periods renewed."""
    for invoice in reversed(world.all("invoice")):
        if invoice["automatically_finalizes_at"] and invoice["automatically_finalizes_at"] <= world.now:
            attempt(world, finalize(world, invoice))
        elif invoice["status"] == "open" and (invoice["next_payment_attempt"] or world.now + 1) <= world.now:
            attempt(world, invoice)
    for sub in reversed(world.all("subscription")):
        renew(world, sub)


def renew(world: World, sub: Json) -> None:
    end = sub["items"]["data"][0]["current_period_end"]
    if sub["status"] in ("canceled", "unpaid") or end > world.now:
        return
    if sub["cancel_at_period_end"]:
        cancel_subscription(world, {}, sub["id"])
        return
    if sub["status"] == "trialing":
        sub["status"] = "active"
    _next_cycle(sub, end)
    world.emit("customer.subscription.updated", sub)
    charge_cycle(world, sub, "subscription_cycle", at_once=False)

"""Checkout and Customer Portal sessions of the fake, and what a person does on their pages."""

from billing.stripe_gateway.fake import invoices, payments, people
from billing.stripe_gateway.fake.world import Fault, Json, World, number, rows

DAY = 86400


def create_checkout(world: World, params: Json) -> Json:
    session = world.new(
        "cs",
        "checkout.session",
        mode=params.get("mode", "payment"),
        status="open",
        payment_status="unpaid",
        customer=params.get("customer"),
        client_reference_id=params.get("client_reference_id"),
        metadata=params.get("metadata") or {},
        success_url=params.get("success_url"),
        cancel_url=params.get("cancel_url"),
        currency=params.get("currency"),
        expires_at=number(params, "expires_at", world.now + DAY),
        payment_intent=None,
        subscription=None,
        amount_total=0,
        wanted={
            "lines": rows(params, "line_items"),
            "intent": params.get("payment_intent_data") or {},
            "subscription": params.get("subscription_data") or {},
        },
    )
    for line in session["wanted"]["lines"]:
        priced = line.get("price_data") or world.get(line["price"], "price")
        session["amount_total"] += number(priced, "unit_amount") * number(line, "quantity", 1)
        session["currency"] = priced["currency"]
    session["url"] = f"/pay/stripe-test/{session['id']}/"
    return session


def expire_checkout(world: World, params: Json, name: str) -> Json:
    session = world.get(name, "checkout.session")
    if session["status"] != "open":
        raise Fault(400, "checkout_session_not_open", "Only open sessions can be expired.")
    session.update(status="expired", url=None)
    world.emit("checkout.session.expired", session)
    return session


def complete_checkout(world: World, name: str, method: str) -> Json:
    """A person pays on the session's page with the test card `method`; a refused card leaves the session open."""
    session = world.get(name, "checkout.session")
    if session["status"] != "open":
        raise Fault(400, "checkout_session_not_open", "This page was already used.")
    if session["customer"] is None:
        session["customer"] = people.create_customer(world, {})["id"]
    done = _subscribe(world, session, method) if session["mode"] == "subscription" else _pay(world, session, method)
    if done:
        session.update(status="complete", url=None)
        world.emit("checkout.session.completed", session)
    return session


def _pay(world: World, session: Json, method: str) -> bool:
    wanted = {"amount": session["amount_total"], "currency": session["currency"], "customer": session["customer"]}
    if session["payment_intent"] is None:
        wanted |= session["wanted"]["intent"]
        session["payment_intent"] = payments.create_intent(world, wanted)["id"]
    intent = world.get(session["payment_intent"], "payment_intent")
    payments.confirm(world, intent, method)
    session["payment_status"] = "paid" if intent["status"] == "succeeded" else "unpaid"
    return intent["status"] in ("succeeded", "processing")


def _subscribe(world: World, session: Json, method: str) -> bool:
    if method in payments.DECLINED:
        return False
    people.update_customer(world, {"invoice_settings": {"default_payment_method": method}}, session["customer"])
    wanted = {"customer": session["customer"], "items": session["wanted"]["lines"]} | session["wanted"]["subscription"]
    sub = invoices.create_subscription(world, wanted | {"default_payment_method": method})
    session.update(subscription=sub["id"], payment_status="no_payment_required" if sub["trial_end"] else "paid")
    return True


def create_portal(world: World, params: Json) -> Json:
    world.get(params["customer"], "customer")
    portal = world.new(
        "bps", "billing_portal.session", customer=params["customer"], return_url=params.get("return_url")
    )
    portal["url"] = f"/pay/stripe-test/{portal['id']}/"
    return portal


def change_card(world: World, name: str, method: str) -> Json:
    """A person puts another card on file on the portal's page; open invoices are charged to it."""
    customer = world.get(world.get(name, "billing_portal.session")["customer"], "customer")
    people.update_customer(world, {"invoice_settings": {"default_payment_method": method}}, customer["id"])
    for sub in world.all("subscription", customer=customer["id"]):
        sub["default_payment_method"] = method
    for invoice in world.all("invoice", customer=customer["id"], status="open"):
        invoices.attempt(world, invoice)
    return customer

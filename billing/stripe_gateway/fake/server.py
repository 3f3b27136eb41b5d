"""The fake as a transport for the SDK: routes, idempotency, errors, and answers that get lost on the way.

A request runs in one `store.open()`: what it did is kept even when its answer is dropped, as with the real thing.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

import stripe

from billing.stripe_gateway import contract, sdk_types
from billing.stripe_gateway.fake import invoices, payments, people, sessions
from billing.stripe_gateway.fake.world import Fault, Json, World

Handler = Callable[..., Json]


def _read(*kinds: str) -> Handler:
    return lambda world, params, name: world.get(name, kinds)


def _list(kind: str, url: str, *filters: str) -> Handler:
    def found(world: World, params: Json) -> Json:
        wanted = {key: params.get(key) for key in filters}
        return people.page(world.all(kind, **wanted), params, url)

    return found


def _events(world: World, params: Json) -> Json:
    since = int((params.get("created") or {}).get("gte", 0))
    found = [event for event in world.all("event") if event["created"] >= since]
    return people.page(found, params, "/v1/events")


HANDLERS: dict[tuple[str, str], Handler] = {
    ("post", "/v1/customers"): people.create_customer,
    ("get", "/v1/customers/{customer}"): _read("customer"),
    ("post", "/v1/customers/{customer}"): people.update_customer,
    ("post", "/v1/products"): people.create_product,
    ("get", "/v1/products/{id}"): _read("product"),
    ("post", "/v1/prices"): people.create_price,
    ("get", "/v1/prices"): people.list_prices,
    ("get", "/v1/prices/{price}"): _read("price"),
    ("post", "/v1/checkout/sessions"): sessions.create_checkout,
    ("get", "/v1/checkout/sessions"): _list("checkout.session", "/v1/checkout/sessions", "payment_intent"),
    ("get", "/v1/checkout/sessions/{session}"): _read("checkout.session"),
    ("post", "/v1/checkout/sessions/{session}/expire"): sessions.expire_checkout,
    ("post", "/v1/billing_portal/sessions"): sessions.create_portal,
    ("post", "/v1/subscriptions"): invoices.create_subscription,
    ("get", "/v1/subscriptions"): _list("subscription", "/v1/subscriptions", "customer", "status"),
    ("get", "/v1/subscriptions/{subscription_exposed_id}"): _read("subscription"),
    ("post", "/v1/subscriptions/{subscription_exposed_id}"): invoices.update_subscription,
    ("delete", "/v1/subscriptions/{subscription_exposed_id}"): invoices.cancel_subscription,
    ("post", "/v1/invoices"): invoices.create_invoice,
    ("get", "/v1/invoices"): _list("invoice", "/v1/invoices", "customer", "status"),
    ("get", "/v1/invoices/{invoice}"): _read("invoice"),
    ("post", "/v1/invoices/{invoice}/finalize"): invoices.finalize_invoice,
    ("post", "/v1/invoices/{invoice}/pay"): invoices.pay_invoice,
    ("post", "/v1/invoices/{invoice}/void"): invoices.void_invoice,
    ("post", "/v1/invoices/{invoice}/mark_uncollectible"): invoices.write_off,
    ("post", "/v1/invoiceitems"): invoices.create_item,
    ("get", "/v1/invoiceitems"): _list("invoiceitem", "/v1/invoiceitems", "customer", "invoice"),
    ("get", "/v1/invoiceitems/{invoiceitem}"): _read("invoiceitem"),
    ("post", "/v1/payment_intents"): payments.create_intent,
    ("get", "/v1/payment_intents/{intent}"): _read("payment_intent"),
    ("post", "/v1/payment_intents/{intent}/confirm"): payments.confirm_intent,
    ("post", "/v1/payment_intents/{intent}/cancel"): payments.cancel_intent,
    ("get", "/v1/charges/{charge}"): _read("charge"),
    ("post", "/v1/refunds"): payments.create_refund,
    ("get", "/v1/refunds/{refund}"): _read("refund"),
    ("post", "/v1/transfers"): payments.create_transfer,
    ("get", "/v1/transfers/{transfer}"): _read("transfer"),
    ("get", "/v1/transfers"): _list("transfer", "/v1/transfers", "destination", "transfer_group"),
    ("post", "/v1/transfers/{id}/reversals"): payments.create_reversal,
    ("post", "/v2/core/accounts"): people.create_recipient,
    ("get", "/v2/core/accounts/{id}"): _read("v2.core.account"),
    ("post", "/v2/core/account_links"): people.create_account_link,
    ("get", "/v1/disputes"): payments.list_disputes,
    ("get", "/v1/disputes/{dispute}"): _read("dispute"),
    ("post", "/v1/disputes/{dispute}"): payments.update_dispute,
    ("post", "/v1/disputes/{dispute}/close"): payments.accept_dispute,
    ("get", "/v1/balance"): payments.balance,
    ("get", "/v1/balance_transactions/{id}"): _read("balance_transaction"),
    ("get", "/v1/events"): _events,
    ("get", "/v1/events/{id}"): _read("event"),
}


class FakeStripe:
    """Answers the SDK's requests from the world in `store` (`store.open()` yields it and keeps what was done)."""

    def __init__(self, store: Any) -> None:
        self.store = store

    def request(self, method: str, url: str, headers: Mapping[str, str] | None, post_data: Any = None) -> Any:
        with self.store.open() as world:
            status, body, dropped = self._serve(world, method.lower(), url, headers or {}, post_data)
        if dropped:
            raise stripe.APIConnectionError("The answer was lost on the way (timed out after acting).")
        return json.dumps(body).encode(), status, {"Request-Id": "req_fake", "Content-Type": "application/json"}

    def close(self) -> None:
        """Nothing is open between requests."""

    def _serve(
        self, world: World, method: str, url: str, headers: Mapping[str, str], data: Any
    ) -> tuple[int, Json, bool]:
        if not headers.get("Authorization", "").startswith(("Bearer sk_", "Bearer rk_")):
            return 401, Fault(401, "api_key_invalid", "Invalid API Key provided.").body, False
        params = contract.decode(method, url, data)
        params.pop("expand", None)
        path = url.split("?")[0].split("stripe.com", 1)[-1]
        key = headers.get("Idempotency-Key") if method == "post" else None
        digest = hashlib.sha256(json.dumps([method, path, params], sort_keys=True).encode()).hexdigest()
        if key and (before := world.state["requests"].get(key)):
            return (*_replay(before, digest), False)
        status, body = _answer(world, method, path, params)
        if key:
            world.state["requests"][key] = [digest, status, body]
        return status, body, _dropped(world, method, path)


def _replay(before: list[Any], digest: str) -> tuple[int, Json]:
    if before[0] != digest:
        text = "Keys for idempotent requests can only be used with the same parameters they were first used with."
        return 400, Fault(400, "idempotency_key_in_use", text, "idempotency_error").body
    return before[1], before[2]


def _answer(world: World, method: str, path: str, params: Json) -> tuple[int, Json]:
    route = sdk_types.route_of(method, path)
    handler = HANDLERS.get((method, route.template)) if route else None
    if route is None or handler is None:
        return 404, Fault(404, "url_invalid", f"The fake does not know {method.upper()} {path}.").body
    parts = zip(route.template.split("/"), path.split("/"), strict=True)
    names = [value for part, value in parts if part.startswith("{")]
    try:
        return 200, handler(world, params, *names)
    except Fault as fault:
        return fault.status, fault.body


def _dropped(world: World, method: str, path: str) -> bool:
    """Tests put "post /v1/transfers" into the world's `drop` list: that answer is lost once, after acting."""
    wanted = f"{method} {path}"
    if wanted in world.state["drop"]:
        world.state["drop"].remove(wanted)
        return True
    return False

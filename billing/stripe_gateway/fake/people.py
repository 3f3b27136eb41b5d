"""Customers, payment methods, products, prices and recipients (Accounts v2) of the fake."""

from billing.stripe_gateway.fake.world import Fault, Json, World, number, rows


def create_customer(world: World, params: Json) -> Json:
    customer = world.new(
        "cus",
        "customer",
        name=params.get("name"),
        email=params.get("email"),
        metadata=params.get("metadata") or {},
        invoice_settings={"default_payment_method": params.get("payment_method")},
    )
    world.emit("customer.created", customer)
    return customer


def update_customer(world: World, params: Json, name: str) -> Json:
    customer = world.get(name, "customer")
    customer.update({key: params[key] for key in ("name", "email") if key in params})
    customer["metadata"] |= params.get("metadata") or {}
    customer["invoice_settings"] |= params.get("invoice_settings") or {}
    world.emit("customer.updated", customer)
    return customer


def create_product(world: World, params: Json) -> Json:
    wished = params.get("id")
    if wished and wished in world.objects:
        raise Fault(400, "resource_already_exists", f"Product already exists: {wished}")
    product = world.new("prod", "product", name=params["name"], metadata=params.get("metadata") or {}, active=True)
    if wished:
        del world.objects[product["id"]]
        product["id"] = wished
        world.objects[wished] = product
    return product


def create_price(world: World, params: Json) -> Json:
    key = params.get("lookup_key")
    if key and any(price["lookup_key"] == key for price in world.all("price")):
        raise Fault(400, "resource_already_exists", f"A price already uses the lookup key {key}.", param="lookup_key")
    return world.new(
        "price",
        "price",
        product=world.get(params["product"], "product")["id"],
        currency=params["currency"],
        unit_amount=number(params, "unit_amount"),
        recurring=params.get("recurring"),
        lookup_key=key,
        metadata=params.get("metadata") or {},
        active=True,
        type="recurring" if params.get("recurring") else "one_time",
    )


def list_prices(world: World, params: Json) -> Json:
    keys = rows(params, "lookup_keys")
    return page([p for p in world.all("price") if not keys or p["lookup_key"] in keys], params, "/v1/prices")


def page(found: list[Json], params: Json, url: str) -> Json:
    """One page of a list, newest first, by `starting_after` and `limit`."""
    after, limit = params.get("starting_after"), number(params, "limit", 10)
    names = [item["id"] for item in found]
    start = names.index(after) + 1 if after in names else 0
    part = found[start : start + limit]
    return {"object": "list", "url": url, "data": part, "has_more": start + limit < len(found)}


def create_recipient(world: World, params: Json) -> Json:
    """An Accounts v2 recipient. It can be paid once it has been through its onboarding link."""
    identity = params.get("identity") or {}
    account = world.new(
        "acct",
        "v2.core.account",
        contact_email=params.get("contact_email"),
        display_name=params.get("display_name"),
        identity=identity,
        metadata=params.get("metadata") or {},
        applied_configurations=["recipient"],
        status="pending",
    )
    account["configuration"] = {"recipient": _capability("restricted")}
    account["requirements"] = {"entries": [{"description": "identity.individual"}]}
    return account


def _capability(status: str) -> Json:
    return {"capabilities": {"stripe_balance": {"stripe_transfers": {"status": status, "status_details": []}}}}


def onboard(world: World, name: str) -> Json:
    """The recipient has answered every question of her onboarding page."""
    account = world.get(name, "v2.core.account")
    account["status"] = "active"
    account["configuration"] = {"recipient": _capability("active")}
    account["requirements"] = {"entries": []}
    world.emit("v2.core.account[requirements].updated", account)
    return account


def create_account_link(world: World, params: Json) -> Json:
    account = world.get(params["account"], "v2.core.account")
    return {
        "object": "v2.core.account_link",
        "account": account["id"],
        "created": world.now,
        "expires_at": world.now + 300,
        "livemode": False,
        "use_case": params["use_case"],
        "url": f"/pay/stripe-test/{account['id']}/",
    }

"""The fake's virtual clock: what comes due happens in order, hour by hour where it matters."""

from billing.stripe_gateway.fake import invoices, payments
from billing.stripe_gateway.fake.world import World


def catch_up(world: World, now: int) -> None:
    """Bring the world to `now`, stopping at each moment on the way when something is due."""
    while (moment := _next_due(world)) is not None and moment <= now:
        world.state["now"] = max(world.state["now"], moment)
        before = len(world.state["events"]), len(world.state["book"])
        payments.settle(world)
        invoices.cycle(world)
        if moment <= world.state.get("settled_to", 0) and before == (
            len(world.state["events"]),
            len(world.state["book"]),
        ):
            break
        world.state["settled_to"] = moment
    world.state["now"] = max(world.state["now"], now)


def _next_due(world: World) -> int | None:
    moments = [i["settles_at"] for i in world.all("payment_intent", status="processing")]
    moments += [line["available_on"] for line in world.all("balance_transaction", status="pending")]
    for invoice in world.all("invoice"):
        if invoice["automatically_finalizes_at"]:
            moments.append(invoice["automatically_finalizes_at"])
        elif invoice["status"] == "open" and invoice["next_payment_attempt"]:
            moments.append(invoice["next_payment_attempt"])
    for sub in world.all("subscription"):
        if sub["status"] not in ("canceled", "unpaid"):
            moments.append(sub["items"]["data"][0]["current_period_end"])
    return min(moments, default=None)

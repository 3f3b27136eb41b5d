"""The fake's own check that no money was made or lost: the book against the objects, two independent sums."""

from billing.stripe_gateway.fake.world import AVAILABLE, FEES, PENDING, World


def faults(world: World) -> list[str]:
    """What does not add up; [] when everything does."""
    found = []
    for currency in world.currencies():
        held = sum(world.balance(place, currency) for place in (PENDING, AVAILABLE))
        if held != expected(world, currency):
            found.append(f"{currency}: the platform holds {held}, its objects say {expected(world, currency)}")
        if world.balance(AVAILABLE, currency) < 0:
            found.append(f"{currency}: the available balance is below zero")
        fees = sum(t["fee"] for t in world.all("balance_transaction", currency=currency))
        if world.balance(FEES, currency) != fees:
            found.append(f"{currency}: fees do not match")
        for account in world.all("v2.core.account"):
            received = world.all("transfer", destination=account["id"], currency=currency)
            net = sum(t["amount"] - t["amount_reversed"] for t in received)
            if world.balance(account["id"], currency) != net:
                found.append(f"{currency}: {account['id']} does not hold what was transferred")
    return found


def expected(world: World, currency: str) -> int:
    """What the platform must hold, from its objects alone."""

    def total(kind: str, field: str, **equal: str) -> int:
        return sum(o[field] for o in world.all(kind, currency=currency, **equal))

    lost = sum(d["amount"] for d in world.all("dispute", currency=currency) if d["status"] != "won")
    moved = total("transfer", "amount") - total("transfer", "amount_reversed")
    return total("charge", "amount") - total("balance_transaction", "fee") - total("refund", "amount") - moved - lost

"""Payment intents, charges, refunds, transfers, disputes and balances of the fake."""

from typing import Any

from billing.stripe_gateway.fake import people
from billing.stripe_gateway.fake.world import AVAILABLE, FEES, OUTSIDE, PENDING, Fault, Json, World, number, truth

# Test cards by their Stripe names, and what a payment with them does.
DECLINED, CHALLENGE, LATE, DISPUTED = (
    ("pm_card_chargeDeclined", "pm_card_chargeCustomerFail"),
    "pm_card_authenticationRequired",
    "pm_usBankAccount",
    "pm_card_createDispute",
)
LATE_AFTER = 4 * 86400
FEE_BPS, FEE_FIXED = 290, 30


def create_intent(world: World, params: Json) -> Json:
    if number(params, "amount") < 1:
        raise Fault(400, "parameter_invalid_integer", "This value must be greater than or equal to 1.", param="amount")
    intent = world.new(
        "pi",
        "payment_intent",
        amount=number(params, "amount"),
        amount_received=0,
        currency=params["currency"],
        customer=params.get("customer"),
        metadata=params.get("metadata") or {},
        transfer_group=params.get("transfer_group"),
        payment_method=params.get("payment_method"),
        description=params.get("description"),
        status="requires_payment_method",
        latest_charge=None,
        last_payment_error=None,
        invoice=None,
    )
    intent["client_secret"] = f"{intent['id']}_secret"
    world.emit("payment_intent.created", intent)
    if truth(params, "confirm"):
        confirm(world, intent, params.get("payment_method") or "")
    return intent


def confirm_intent(world: World, params: Json, name: str) -> Json:
    intent = world.get(name, "payment_intent")
    if intent["status"] not in ("requires_payment_method", "requires_confirmation", "requires_action"):
        raise Fault(400, "payment_intent_unexpected_state", f"This PaymentIntent's status is {intent['status']}.")
    confirm(world, intent, params.get("payment_method") or intent["payment_method"] or "")
    if intent["status"] == "requires_payment_method":
        raise Fault(402, "card_declined", "Your card was declined.", "card_error", payment_intent=intent)
    return intent


def confirm(world: World, intent: Json, method: str) -> None:
    """Take the payment as the named test card would; the outcome is in the intent's status."""
    intent["payment_method"] = method
    if method in DECLINED or not method:
        intent["status"] = "requires_payment_method"
        intent["last_payment_error"] = {"code": "card_declined", "message": "Your card was declined."}
        world.emit("payment_intent.payment_failed", intent)
    elif method == CHALLENGE and not intent.get("challenge_passed"):
        intent["status"] = "requires_action"
        world.emit("payment_intent.requires_action", intent)
    elif method == LATE:
        intent["status"], intent["settles_at"] = "processing", world.now + LATE_AFTER
        world.emit("payment_intent.processing", intent)
    else:
        succeed(world, intent)


def succeed(world: World, intent: Json) -> None:
    amount, currency = intent["amount"], intent["currency"]
    fee = (amount * FEE_BPS + 5000) // 10000 + FEE_FIXED
    charge = world.new(
        "ch",
        "charge",
        amount=amount,
        amount_refunded=0,
        currency=currency,
        payment_intent=intent["id"],
        customer=intent["customer"],
        transfer_group=intent["transfer_group"],
        metadata=dict(intent["metadata"]),
        paid=True,
        refunded=False,
        disputed=False,
        status="succeeded",
    )
    charge["balance_transaction"] = _transaction(world, "charge", amount, fee, currency, charge["id"])["id"]
    world.move(OUTSIDE, PENDING, amount, currency, charge["id"])
    world.move(PENDING, FEES, fee, currency, charge["id"])
    intent.update(status="succeeded", amount_received=amount, latest_charge=charge["id"], last_payment_error=None)
    world.emit("charge.succeeded", charge)
    world.emit("payment_intent.succeeded", intent)
    if intent["payment_method"] == DISPUTED:
        open_dispute(world, charge)


def cancel_intent(world: World, params: Json, name: str) -> Json:
    intent = world.get(name, "payment_intent")
    if intent["status"] in ("succeeded", "canceled", "processing"):
        raise Fault(400, "payment_intent_unexpected_state", f"This PaymentIntent's status is {intent['status']}.")
    intent["status"] = "canceled"
    world.emit("payment_intent.canceled", intent)
    return intent


def create_refund(world: World, params: Json) -> Json:
    if "payment_intent" in params:
        charge_name = world.get(params["payment_intent"], "payment_intent")["latest_charge"] or ""
    else:
        charge_name = params.get("charge", "")
    charge = world.get(charge_name, "charge")
    amount = number(params, "amount", charge["amount"] - charge["amount_refunded"])
    if amount < 1 or amount > charge["amount"] - charge["amount_refunded"]:
        raise Fault(400, "charge_already_refunded", "Refund amount is greater than the unrefunded amount.")
    refund = world.new(
        "re",
        "refund",
        amount=amount,
        currency=charge["currency"],
        charge=charge["id"],
        payment_intent=charge["payment_intent"],
        metadata=params.get("metadata") or {},
        reason=params.get("reason"),
        status="succeeded",
    )
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    world.move(_payer(world, charge["currency"], amount), OUTSIDE, amount, charge["currency"], refund["id"])
    world.emit("charge.refunded", charge)
    world.emit("refund.created", refund)
    return refund


def _payer(world: World, currency: str, amount: int) -> str:
    """Stripe takes refunds from the available balance first, and from what is pending when that is short."""
    return AVAILABLE if world.balance(AVAILABLE, currency) >= amount else PENDING


def create_transfer(world: World, params: Json) -> Json:
    account = world.get(params["destination"], "v2.core.account")
    amount, currency = number(params, "amount"), params["currency"]
    if account["status"] != "active":
        raise Fault(400, "insufficient_capabilities_for_transfer", "The recipient can't receive transfers yet.")
    if world.balance(AVAILABLE, currency) < amount:
        raise Fault(400, "balance_insufficient", "You have insufficient funds in your Stripe account.")
    transfer = world.new(
        "tr",
        "transfer",
        amount=amount,
        amount_reversed=0,
        currency=currency,
        destination=account["id"],
        transfer_group=params.get("transfer_group"),
        metadata=params.get("metadata") or {},
        reversed=False,
    )
    world.move(AVAILABLE, account["id"], amount, currency, transfer["id"])
    world.emit("transfer.created", transfer)
    return transfer


def create_reversal(world: World, params: Json, name: str) -> Json:
    transfer = world.get(name, "transfer")
    currency = transfer["currency"]
    amount = number(params, "amount", transfer["amount"] - transfer["amount_reversed"])
    if amount < 1 or amount > transfer["amount"] - transfer["amount_reversed"]:
        raise Fault(400, "transfer_already_reversed", "Reversal amount is greater than what is left of the transfer.")
    if world.balance(transfer["destination"], currency) < amount:
        raise Fault(400, "balance_insufficient", "The recipient's balance does not cover this reversal.")
    reversal = world.new(
        "trr",
        "transfer_reversal",
        amount=amount,
        currency=currency,
        transfer=name,
        metadata=params.get("metadata") or {},
    )
    transfer["amount_reversed"] += amount
    transfer["reversed"] = transfer["amount_reversed"] == transfer["amount"]
    world.move(transfer["destination"], AVAILABLE, amount, currency, reversal["id"])
    world.emit("transfer.reversed", transfer)
    return reversal


def open_dispute(world: World, charge: Json) -> Json:
    dispute = world.new(
        "dp",
        "dispute",
        amount=charge["amount"],
        currency=charge["currency"],
        charge=charge["id"],
        payment_intent=charge["payment_intent"],
        reason="fraudulent",
        status="needs_response",
        metadata={},
    )
    charge["disputed"] = True
    world.move(PENDING, "disputed", charge["amount"], charge["currency"], dispute["id"])
    world.emit("charge.dispute.created", dispute)
    world.emit("charge.dispute.funds_withdrawn", dispute)
    return dispute


def list_disputes(world: World, params: Json) -> Json:
    since = int((params.get("created") or {}).get("gte", 0))
    return people.page([one for one in world.all("dispute") if one["created"] >= since], params, "/v1/disputes")


def update_dispute(world: World, params: Json, name: str) -> Json:
    """Evidence whose text says "winning_evidence" or "losing_evidence" decides, as in Stripe's test mode."""
    dispute = world.get(name, "dispute")
    said = (params.get("evidence") or {}).get("uncategorized_text", "")
    if said == "winning_evidence":
        return close_dispute(world, dispute, won=True)
    if said == "losing_evidence":
        return close_dispute(world, dispute, won=False)
    dispute["status"] = "under_review"
    world.emit("charge.dispute.updated", dispute)
    return dispute


def accept_dispute(world: World, params: Json, name: str) -> Json:
    return close_dispute(world, world.get(name, "dispute"), won=False)


def close_dispute(world: World, dispute: Json, *, won: bool) -> Json:
    if dispute["status"] in ("won", "lost"):
        raise Fault(400, "dispute_closed", "This dispute is already closed.")
    dispute["status"] = "won" if won else "lost"
    target = PENDING if won else OUTSIDE
    world.move("disputed", target, dispute["amount"], dispute["currency"], dispute["id"])
    if won:
        world.emit("charge.dispute.funds_reinstated", dispute)
    world.emit("charge.dispute.closed", dispute)
    return dispute


def balance(world: World, params: Json) -> Json:
    def parts(place: str) -> list[Json]:
        return [{"amount": world.balance(place, cur), "currency": cur} for cur in world.currencies()]

    return {"object": "balance", "livemode": False, "available": parts(AVAILABLE), "pending": parts(PENDING)}


def _transaction(world: World, kind: str, amount: int, fee: int, currency: str, source: str) -> Json:
    return world.new(
        "txn",
        "balance_transaction",
        type=kind,
        amount=amount,
        fee=fee,
        net=amount - fee,
        currency=currency,
        source=source,
        available_on=world.now + 2 * 86400,
        status="pending",
    )


def settle(world: World) -> None:
    """What the clock brings: late payments succeed, pending balances become available."""
    for intent in world.all("payment_intent", status="processing"):
        if intent["settles_at"] <= world.now:
            succeed(world, intent)
    for line in world.all("balance_transaction", status="pending"):
        if line["available_on"] <= world.now:
            line["status"] = "available"
            free = min(line["net"], max(world.balance(PENDING, line["currency"]), 0))
            if free:
                world.move(PENDING, AVAILABLE, free, line["currency"], line["id"])


def pass_challenge(world: World, name: str) -> Json:
    """The payer answers her bank's question."""
    intent: dict[str, Any] = world.get(name, "payment_intent")
    intent["challenge_passed"] = True
    confirm(world, intent, intent["payment_method"])
    return intent

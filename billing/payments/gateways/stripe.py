"""Stripe, each marketplace on its own account: separate charges and transfers, transfer at withdrawal.

`billing.stripe_gateway` holds the keys and the client; here orders become its calls and its objects become outcomes.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from billing.payments.gateways import seam
from billing.payments.gateways.seam import News, Order, Outcome, Payee
from billing.stripe_gateway import client
from kernel import currencies
from kernel.money import Money
from tenants import current

INTENT = {
    "succeeded": seam.SUCCEEDED,
    "processing": seam.PROCESSING,
    "requires_action": seam.CHALLENGE,
    "canceled": seam.FAILED,
}
REFUND = {"succeeded": seam.SUCCEEDED, "failed": seam.FAILED, "canceled": seam.FAILED}
DISPUTE = {"won": seam.SUCCEEDED, "lost": seam.LOST, "under_review": seam.PROCESSING}
CAPABILITY = {"active": seam.VERIFIED, "unsupported": seam.REFUSED}
KINDS = {
    "checkout.session.": seam.COLLECT,
    "refund.": seam.REFUND,
    "transfer.": seam.PAY_OUT,
    "charge.dispute.": seam.DISPUTE,
    "v2.core.account": seam.ONBOARD,
}


@contextmanager
def _asking() -> Iterator[Any]:
    """The API of this marketplace's account; Stripe's errors come out as the seam's."""
    try:
        yield client.marketplace().api
    except client.Refused as refused:
        raise seam.Declined(refused.user_message or str(refused)) from refused
    except client.StripeError as lost:  # no answer, or a key that is no longer accepted
        raise seam.Unsure(str(lost)) from lost


def _sent(amount: Money) -> dict[str, Any]:
    rule = currencies.get(amount.currency).gateway("stripe")
    return {"amount": amount.minor * rule.multiplier, "currency": amount.currency.lower()}


def _received(minor: int, currency: str) -> Money:
    code = currency.upper()
    return Money(minor // currencies.get(code).gateway("stripe").multiplier, code)


class Stripe:
    name = "stripe"
    needs_page = True

    def collect(self, order: Order, *, key: str, at: datetime) -> Outcome:
        sent, back = _sent(order.amount), current.get().base_url + order.return_url
        price = {
            "currency": sent["currency"],
            "unit_amount": sent["amount"],
            "product_data": {"name": current.get().name or "Marketplace"},
        }
        params = {
            "mode": "payment",
            "line_items": [{"price_data": price, "quantity": 1}],
            "client_reference_id": order.reference,
            "metadata": {"reference": order.reference},
            "payment_intent_data": {
                "transfer_group": order.reference,
                "metadata": {"reference": order.reference},
            },
            "success_url": back,
            "cancel_url": back,
        }
        with _asking() as api:
            session = api.v1.checkout.sessions.create(params, {"idempotency_key": key})
        return Outcome(session.id, seam.OPEN, order.amount, page_url=session.url or "")

    def refund(self, order: Order, *, key: str, at: datetime) -> Outcome:
        with _asking() as api:
            intent = api.v1.checkout.sessions.retrieve(order.target).payment_intent
            if not intent:
                raise seam.Declined("This payment never arrived.")
            params = {
                "payment_intent": intent,
                "amount": _sent(order.amount)["amount"],
                "metadata": {"reference": order.reference},
            }
            refund = api.v1.refunds.create(params, {"idempotency_key": key})
        return self._refund(refund)

    def onboard(self, payee: Payee, *, key: str, at: datetime) -> Outcome:
        feature = {"stripe_balance": {"stripe_transfers": {"requested": True}}}
        params = {
            "contact_email": payee.email,
            "display_name": payee.holder,
            "configuration": {"recipient": {"capabilities": feature}},
            "include": ["configuration.recipient"],
            "metadata": {"reference": payee.reference},
        }
        back = current.get().base_url + payee.return_url
        with _asking() as api:
            account = api.v2.core.accounts.create(params, {"idempotency_key": key})
            onboarding = {"refresh_url": back, "return_url": back}
            use_case = {"type": "account_onboarding", "account_onboarding": onboarding}
            link = api.v2.core.account_links.create(
                {"account": account.id, "use_case": use_case}, {"idempotency_key": f"{key}:link"}
            )
        return Outcome(account.id, _capability(account), page_url=link.url)

    def payee_status(self, external_id: str, *, at: datetime) -> str:
        with _asking() as api:
            return _capability(api.v2.core.accounts.retrieve(external_id, {"include": ["configuration.recipient"]}))

    def pay_out(self, order: Order, *, key: str, at: datetime) -> Outcome:
        params = {
            **_sent(order.amount),
            "destination": order.target,
            "transfer_group": order.reference,
            "metadata": {"reference": order.reference},
        }
        with _asking() as api:
            return self._transfer(api.v1.transfers.create(params, {"idempotency_key": key}))

    def reverse(self, order: Order, *, key: str, at: datetime) -> Outcome:
        params = {"amount": _sent(order.amount)["amount"], "metadata": {"reference": order.reference}}
        with _asking() as api:
            reversal = api.v1.transfers.reversals.create(order.target, params, {"idempotency_key": key})
        return Outcome(reversal.id, seam.SUCCEEDED, order.amount, parent=order.target)

    def parse_webhook(self, body: bytes, headers: Mapping[str, str]) -> list[News]:
        """News of an event the inbox has verified. A payment's own events come with its Checkout's, or lead there."""
        event = json.loads(body)
        return news_of(event["type"], event["data"]["object"]["id"])

    def fetch(self, kind: str, external_id: str, *, at: datetime) -> Outcome:
        with _asking() as api:
            return self._readers()[kind](api, external_id)

    def disputes(self, since: datetime) -> list[str]:
        with _asking() as api:
            found = api.v1.disputes.list({"created": {"gte": int(since.timestamp())}, "limit": 100})
            return [dispute.id for dispute in found.auto_paging_iter()]

    def answers_since(self) -> datetime | None:
        """Another key may be another account, which knows nothing of what the earlier one did."""
        return client.connected_at()

    def _readers(self) -> dict[str, Callable[[Any, str], Outcome]]:
        return {
            seam.COLLECT: self._session,
            seam.REFUND: lambda api, name: self._refund(api.v1.refunds.retrieve(name)),
            seam.PAY_OUT: lambda api, name: self._transfer(api.v1.transfers.retrieve(name)),
            seam.DISPUTE: self._dispute,
        }

    def _session(self, api: Any, name: str) -> Outcome:
        """Only the payment intent says that money is there; the session says where to pay and that it ran out."""
        session = api.v1.checkout.sessions.retrieve(name)
        page = session.url or ""
        if not session.payment_intent:
            status = seam.FAILED if session.status == "expired" else seam.OPEN
            return Outcome(name, status, page_url=page, failure="expired" if status == seam.FAILED else "")
        intent = api.v1.payment_intents.retrieve(session.payment_intent)
        error = intent.last_payment_error
        amount = _received(intent.amount_received or intent.amount, intent.currency)
        status = INTENT.get(intent.status, seam.FAILED if session.status == "expired" else seam.OPEN)
        return Outcome(name, status, amount, failure=error.code if error else "", page_url=page)

    def _refund(self, refund: Any) -> Outcome:
        amount = _received(refund.amount, refund.currency)
        failure = getattr(refund, "failure_reason", None) or ""
        return Outcome(refund.id, REFUND.get(refund.status, seam.PROCESSING), amount, failure=failure)

    def _transfer(self, transfer: Any) -> Outcome:
        status = seam.RETURNED if transfer.reversed else seam.SUCCEEDED
        return Outcome(transfer.id, status, _received(transfer.amount, transfer.currency), parent=transfer.destination)

    def _dispute(self, api: Any, name: str) -> Outcome:
        dispute = api.v1.disputes.retrieve(name)
        sessions = api.v1.checkout.sessions.list({"payment_intent": dispute.payment_intent, "limit": 1}).data
        parent = sessions[0].id if sessions else ""
        amount = _received(dispute.amount, dispute.currency)
        return Outcome(name, DISPUTE.get(dispute.status, seam.OPEN), amount, failure=dispute.reason, parent=parent)


def _capability(account: Any) -> str:
    """Whether transfers may reach this recipient."""
    status = account.configuration.recipient.capabilities.stripe_balance.stripe_transfers.status
    return CAPABILITY.get(status, seam.PENDING)


def session_of_intent(intent: str) -> str:
    """The Checkout a payment intent belongs to; "" when it is not one of ours."""
    with _asking() as api:
        found = api.v1.checkout.sessions.list({"payment_intent": intent, "limit": 1}).data
    return found[0].id if found else ""


def news_of(event: str, external_id: str) -> list[News]:
    if event.startswith("payment_intent."):
        session = session_of_intent(external_id)
        return [News(seam.COLLECT, session)] if session else []
    return [News(kind, external_id) for prefix, kind in KINDS.items() if event.startswith(prefix)]


GATEWAY = Stripe()

"""What you may do with money on its way: one module a noun."""

from billing.payments.actions.chargebacks import note_chargeback
from billing.payments.actions.checkout import answer_in_sandbox, pay_in_sandbox, reach_gateway
from billing.payments.actions.choosing import choose_gateway
from billing.payments.actions.collections import (
    cancel_collection,
    confirm_receipt,
    expire_collection,
    refresh_collection,
    request_collection,
)
from billing.payments.actions.methods import add_payout_method, refresh_payout_method, remove_payout_method
from billing.payments.actions.payouts import (
    cancel_payout,
    mark_payout,
    queue_payout,
    queue_waiting,
    refresh_payout,
    request_payout,
)
from billing.payments.actions.refunds import credit_refund, mark_refund, refresh_refund, request_refund, retry_refund

__all__ = [
    "add_payout_method",
    "answer_in_sandbox",
    "cancel_collection",
    "cancel_payout",
    "choose_gateway",
    "confirm_receipt",
    "credit_refund",
    "expire_collection",
    "mark_payout",
    "mark_refund",
    "note_chargeback",
    "pay_in_sandbox",
    "queue_payout",
    "queue_waiting",
    "reach_gateway",
    "refresh_collection",
    "refresh_payout",
    "refresh_payout_method",
    "refresh_refund",
    "remove_payout_method",
    "request_collection",
    "request_payout",
    "request_refund",
    "retry_refund",
]

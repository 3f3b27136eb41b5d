"""Every way money of a contract moves. Each takes plain ids and amounts and posts one transfer, once, under a key made
from the business event; a second call with the same event changes nothing."""

from marketplace.escrow.actions.funding import confirm_funding, credit_client, give_back, roll_on
from marketplace.escrow.actions.refunds import refund_released
from marketplace.escrow.actions.releasing import clear, pay_bonus, release
from marketplace.escrow.actions.withdrawals import withdraw

__all__ = [
    "clear",
    "confirm_funding",
    "credit_client",
    "give_back",
    "pay_bonus",
    "refund_released",
    "release",
    "roll_on",
    "withdraw",
]

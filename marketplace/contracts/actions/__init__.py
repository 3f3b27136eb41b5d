"""What may be done on a contract, by noun."""

from marketplace.contracts.actions.bonuses import confirm_bonus, fail_bonus, give_bonus
from marketplace.contracts.actions.cancelling import refund, refuse_cancel, request_cancel
from marketplace.contracts.actions.funding import confirm_funding, fail_funding, fund
from marketplace.contracts.actions.hiring import accept_offer
from marketplace.contracts.actions.lifecycle import end, pause, resume
from marketplace.contracts.actions.planning import agree, drop, propose
from marketplace.contracts.actions.releasing import approve, release_overdue
from marketplace.contracts.actions.working import ask_changes, deliver

__all__ = [
    "accept_offer",
    "agree",
    "approve",
    "ask_changes",
    "confirm_bonus",
    "confirm_funding",
    "deliver",
    "drop",
    "end",
    "fail_bonus",
    "fail_funding",
    "fund",
    "give_bonus",
    "pause",
    "propose",
    "refund",
    "refuse_cancel",
    "release_overdue",
    "request_cancel",
    "resume",
]

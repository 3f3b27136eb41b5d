"""What the operator and the owners may do about plans and bills."""

from billing.subscriptions.actions.bills import issue_bill, refresh_bill, send_bill, send_due
from billing.subscriptions.actions.plans import (
    change_plan,
    open_checkout,
    open_portal,
    refresh_subscription,
    review_all,
    review_standing,
    start_trial,
)

__all__ = [
    "change_plan",
    "issue_bill",
    "open_checkout",
    "open_portal",
    "refresh_bill",
    "refresh_subscription",
    "review_all",
    "review_standing",
    "send_bill",
    "send_due",
    "start_trial",
]

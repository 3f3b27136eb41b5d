"""How the console names states and moves, and in which tone."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from billing.subscriptions import states as bills
from tenants import states

Word = str | Promise

STATES: dict[str, tuple[Word, str]] = {
    states.REQUESTED: (_("Asked for"), "info"),
    states.BUILDING: (_("Being built"), "info"),
    states.TRIALING: (_("On trial"), "info"),
    states.ACTIVE: (_("Active"), "good"),
    states.PAST_DUE: (_("Past due"), "warn"),
    states.RESTRICTED: (_("Restricted"), "warn"),
    states.SUSPENDED: (_("Suspended"), "bad"),
    states.CLOSED: (pgettext_lazy("marketplace", "Closed"), "neutral"),
    states.PURGED: (_("Purged"), "neutral"),
}
BILLS: dict[str, tuple[Word, str]] = {
    bills.DRAFTED: (_("Waiting to be sent"), "info"),
    bills.SENT: (_("Sent"), "info"),
    bills.PAID: (_("Paid"), "good"),
    bills.FAILED: (_("Payment failed"), "bad"),
    bills.VOID: (_("Void"), "neutral"),
}
STEPS: dict[str, tuple[Word, str]] = {
    states.STEP_WAITING: (_("Waiting"), "neutral"),
    states.STEP_FAILED: (_("Failed"), "bad"),
    states.STEP_DONE: (_("Done"), "good"),
}
MOVES: dict[str, Word] = {
    "tenant.request": _("Marketplace asked for"),
    "tenant.build": _("Building began"),
    "tenant.open": _("Doors opened, trial began"),
    "tenant.try": _("Back on trial"),
    "tenant.pay": _("Bills paid: active"),
    "tenant.lapse": _("Bill unpaid: past due"),
    "tenant.restrict": _("Bill unpaid for a week: restricted"),
    "tenant.suspend": _("Suspended"),
    "tenant.hold": _("Kept suspended by the operator"),
    "tenant.close": pgettext_lazy("marketplace", "Closed"),
    "tenant.restore": _("Restored"),
    "tenant.set_time_zone": _("Time zone changed"),
    "subscription.start": _("Plan begun"),
    "subscription.change": _("Plan changed"),
    "subscription.stand": _("Standing changed"),
    "bill.issue": _("Bill issued"),
    "bill.send": _("Bill sent"),
    "bill.pay": _("Bill paid"),
    "bill.fail": _("Payment of the bill failed"),
    "bill.void": _("Bill void"),
}


LIMITS: dict[str, Word] = {"members": _("Members"), "staff": _("Staff"), "own_domain": _("Own domain")}


def of_limit(name: str) -> Word:
    return LIMITS.get(name, name)


def of_any_state(noun: str, state: str) -> Word:
    """A state of the history in words: a bill's, else the marketplace's; "" for none."""
    found = (BILLS if noun == "bill" else STATES).get(state)
    return found[0] if found else ""


def of_state(state: str) -> Word:
    return STATES[state][0]


def of_move(event: str) -> Word:
    """The sentence for an event of the history, or its own name."""
    return MOVES.get(event, event)

"""States in people's words, and the tone of their badges."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.contracts import states
from marketplace.contracts.models import Milestone
from marketplace.contracts.next_steps import page_of

register = template.Library()

Badge = tuple[str | Promise, str]
CONTRACT: dict[str, Badge] = {
    states.PENDING_FUNDING: (pgettext_lazy("contract", "Waits for funding"), "warn"),
    states.ACTIVE: (pgettext_lazy("contract", "In progress"), "good"),
    states.PAUSED: (pgettext_lazy("contract", "Paused"), "warn"),
    states.ENDING: (pgettext_lazy("contract", "Ending"), "info"),
    states.ENDED: (pgettext_lazy("contract", "Ended"), "neutral"),
}
MILESTONE: dict[str, Badge] = {
    states.PROPOSED: (pgettext_lazy("milestone", "Proposed"), "info"),
    states.AGREED: (pgettext_lazy("milestone", "Not funded yet"), "neutral"),
    states.FUNDING: (pgettext_lazy("milestone", "Payment under way"), "warn"),
    states.FUNDED: (pgettext_lazy("milestone", "Funded"), "good"),
    states.SUBMITTED: (pgettext_lazy("milestone", "Delivered"), "info"),
    states.CHANGES_REQUESTED: (pgettext_lazy("milestone", "Changes asked"), "warn"),
    states.CANCEL_REQUESTED: (pgettext_lazy("milestone", "Cancellation asked"), "warn"),
    states.RELEASED: (pgettext_lazy("milestone", "Released"), "good"),
    states.REFUNDED: (pgettext_lazy("milestone", "Given back"), "neutral"),
    states.DROPPED: (pgettext_lazy("milestone", "Removed"), "neutral"),
}
# What a button of a milestone's row says, its page, and how loud it is.
BUTTONS: dict[str, tuple[str | Promise, str, str]] = {
    "agree": (_("Agree"), "agreement", "primary"),
    "fund": (_("Fund"), "funding", "primary"),
    "deliver": (_("Deliver"), "delivery", "primary"),
    "release": (_("Approve and pay"), "release", "primary"),
    "ask_changes": (_("Ask for changes"), "changes", "secondary"),
    "request_cancel": (_("Ask for the money back"), "cancellation", "quiet"),
    "refuse_cancel": (_("Answer"), "cancellation", "primary"),
    "refund": (_("Give the money back"), "refund", "quiet"),
    "drop": (_("Remove"), "removal", "quiet"),
}
LOUDNESS = ("primary", "secondary", "quiet")
# While the freelancer is asked, "Answer" leads to both.
HIDDEN = {states.CANCEL_REQUESTED: {"refund"}}


@register.filter
def contract_label(state: str) -> str | Promise:
    return CONTRACT[state][0]


@register.filter
def contract_tone(state: str) -> str:
    return CONTRACT[state][1]


@register.filter
def milestone_label(state: str) -> str | Promise:
    return MILESTONE[state][0]


@register.filter
def milestone_tone(state: str) -> str:
    return MILESTONE[state][1]


@register.simple_tag
def milestone_buttons(milestone: Milestone, verbs: tuple[str, ...]) -> list[dict[str, object]]:
    """The buttons for what somebody may do with a milestone now, the most wanted first."""
    hidden = HIDDEN.get(milestone.state, set())
    found = [BUTTONS[verb] for verb in verbs if verb in BUTTONS and verb not in hidden]
    found.sort(key=lambda button: LOUDNESS.index(button[2]))
    return [{"label": label, "url": page_of(milestone, page), "kind": kind} for label, page, kind in found]

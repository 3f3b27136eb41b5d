"""History as sentences: every move of a contract in the words of the trade. The rows are the audit log itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel import locales
from kernel.amounts import format_money
from kernel.history.models import Entry
from kernel.money import Money
from marketplace.contracts.models import Milestone

# (noun, verb) → sentence, icon, tone. %(who)s did it; %(what)s is the milestone; %(amount)s where money moved.
SENTENCES: dict[tuple[str, str], tuple[str | Promise, str, str]] = {
    ("contract", "hire"): (_("%(who)s accepted the offer"), "handshake", "good"),
    ("contract", "activate"): (_("The contract started"), "play", "good"),
    ("contract", "pause"): (_("%(who)s paused the contract"), "pause", "warn"),
    ("contract", "resume"): (_("%(who)s resumed the contract"), "play", "good"),
    ("contract", "end"): (_("%(who)s ended the contract"), "flag", "neutral"),
    ("contract", "finish"): (_("The contract is closed"), "flag", "neutral"),
    ("milestone", "propose"): (_("%(who)s proposed “%(what)s”"), "plus", "info"),
    ("milestone", "agree"): (_("%(who)s agreed to “%(what)s”"), "check", "info"),
    ("milestone", "drop"): (_("%(who)s removed “%(what)s”"), "trash-2", "neutral"),
    ("milestone", "roll_on"): (_("The rest of “%(what)s” stays funded"), "corner-down-right", "info"),
    ("milestone", "fund"): (_("%(who)s started a payment for “%(what)s”"), "credit-card", "neutral"),
    ("milestone", "confirm"): (_("“%(what)s” is funded with %(amount)s"), "shield-check", "good"),
    ("milestone", "fail"): (_("The payment for “%(what)s” did not go through"), "circle-alert", "bad"),
    ("milestone", "deliver"): (_("%(who)s delivered “%(what)s”"), "package-check", "info"),
    ("milestone", "ask_changes"): (_("%(who)s asked for changes in “%(what)s”"), "pencil", "warn"),
    ("milestone", "release"): (_("%(amount)s released for “%(what)s”"), "banknote", "good"),
    ("milestone", "request_cancel"): (_("%(who)s asked to cancel “%(what)s”"), "circle-x", "warn"),
    ("milestone", "refuse_cancel"): (_("%(who)s goes on with “%(what)s”"), "play", "info"),
    ("milestone", "refund"): (_("%(amount)s given back for “%(what)s”"), "undo-2", "neutral"),
    ("bonus", "pay"): (_("A bonus of %(amount)s was paid"), "gift", "good"),
    ("bonus", "fail"): (_("The payment of a bonus did not go through"), "circle-alert", "bad"),
}
CLOCK = _("The clock")
GATEWAY = _("The payment service")


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    text: str
    icon: str
    tone: str


def of(entries: Iterable[Entry], milestones: Iterable[Milestone]) -> list[Line]:
    """Newest first; what has no sentence (a plan, a lapse) is not for people."""
    titles = {milestone.pk: milestone.title for milestone in milestones}
    lines = []
    for entry in entries:
        found = SENTENCES.get((entry.subject_type, entry.verb))
        if found is None:
            continue
        sentence, icon, tone = found
        lines.append(Line(entry.at, str(sentence) % _values(entry, titles), icon, tone))
    return lines


def _values(entry: Entry, titles: dict[int, str]) -> dict[str, Any]:
    said = {
        "who": _who(entry),
        "what": titles.get(entry.subject_id, "") if entry.subject_type == "milestone" else "",
        "amount": _amount(entry),
    }
    return {name: locales.set_apart(text) for name, text in said.items()}


def _who(entry: Entry) -> str:
    if entry.actor_kind == "clock":
        return str(CLOCK)
    return str(GATEWAY) if entry.actor_kind == "gateway" else entry.actor_label


def _amount(entry: Entry) -> str:
    if "amount_minor" not in entry.data:
        return ""
    return format_money(Money(entry.data["amount_minor"], entry.data["currency"]))

"""Bank transfers by hand: what finance staff say came in, went out, or came back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from billing.payments import actions, queries, states
from billing.payments.errors import UnableToCollect, UnableToPayOut
from billing.payments.models import Collection, Payout, Refund
from kernel.actors import Actor
from kernel.errors import Refused, TooLate
from kernel.fields import MoneyFormField
from kernel.money import Money
from marketplace.contracts.models import Milestone
from marketplace.members.models import Member

NOUNS: dict[str, type[Collection] | type[Payout] | type[Refund]] = {
    "payment": Collection, "payout": Payout, "refund": Refund,
}  # fmt: skip
PURPOSES: dict[str, str | Promise] = {"milestone": gettext_lazy("Milestone"), "bonus": gettext_lazy("Bonus")}
STATES: dict[str, str | Promise] = {
    states.OPEN: gettext_lazy("Waited for"),
    states.FAILED: gettext_lazy("Given up"),
    states.QUEUED: gettext_lazy("To be sent"),
    states.SENT: gettext_lazy("Sent"),
    states.PAID: pgettext_lazy("payout", "Paid"),
}
DIGITS = 18  # of an amount in minor units: more do not fit a column
LONGEST = 300  # letters of a reason: what its column holds
MOST = 100  # rows of a table; the next ones follow when these are done


@dataclass(frozen=True)
class Sent:
    """One form of the page as it was sent; `said` is why it was refused."""

    row: Any
    verb: str
    amount: str
    before: str
    reason: str
    said: str = ""

    def refused(self, refusal: Refused) -> "Sent":
        return replace(self, said=str(refusal))


@dataclass(frozen=True)
class Line:
    """A row of a table: what it is about, and what was typed and refused there."""

    row: Any
    who: str
    state: str | Promise = ""
    what: str | Promise = ""
    account: str = ""
    typed: Sent | None = None


def find(posted: QueryDict) -> Sent:
    """What the form is about; 404 for what is no bank transfer of this marketplace."""
    try:
        model, number = NOUNS[posted.get("noun", "")], UUID(posted.get("uuid", ""))
    except (KeyError, ValueError):
        raise Http404 from None
    row = get_object_or_404(model, uuid=number, gateway="manual")
    return Sent(row, *(posted.get(name, "") for name in ("verb", "amount", "before", "reason")))


def do(sent: Sent, *, actor: Actor, at: datetime) -> str:
    """Do what the form says; returns the sentence that says so, raises Refused."""
    if isinstance(sent.row, Collection):
        before = (
            Money(int(sent.before), sent.row.currency)
            if sent.before.isdecimal() and len(sent.before) <= DIGITS
            else None
        )
        if before is None:
            raise TooLate
        received = _amount(sent)
        paid = actions.confirm_receipt(collection=sent.row, received=received, before=before, actor=actor, at=at)
        done = paid.state == states.CONFIRMED
        return _("The payment is complete.") if done else _("Booked. The rest is still waited for.")
    if isinstance(sent.row, Refund):
        actions.mark_refund(refund=sent.row, actor=actor, at=at)
        return _("The refund is marked as sent.")
    verb, reason = sent.verb, _reason(sent)
    if verb == "back":
        verb = "return" if sent.row.state == states.PAID else "fail"
    actions.mark_payout(payout=sent.row, verb=verb, reason=reason, actor=actor, at=at)
    return _("The payout is marked.")


def _amount(sent: Sent) -> Money:
    try:
        return MoneyFormField(currency=sent.row.currency).clean(sent.amount)
    except forms.ValidationError as wrong:
        raise UnableToCollect(" ".join(wrong.messages)) from None


def _reason(sent: Sent) -> str:
    needed = {"required": _("Please say why it came back.")}
    field = forms.CharField(max_length=LONGEST, required=sent.verb == "back", error_messages=needed)
    try:
        return str(field.clean(sent.reason))
    except forms.ValidationError as wrong:
        raise UnableToPayOut(" ".join(wrong.messages)) from None


def tables(refusal: Sent | None, *, at: datetime) -> dict[str, Any]:
    """The three tables, and whether what was refused stands in one of them. Five queries, however long they are."""
    awaited = list(queries.transfers_awaited(at)[:MOST])
    leaving, back = list(queries.transfers_out(at)[:MOST]), list(queries.refunds_to_send()[:MOST])
    payers = [row.payer_id for row in awaited] + [row.payer_id for row in back]
    names = _names(payers + [row.member_id for row in leaving])
    what = titles(awaited)

    def line(row: Any, number: int, **more: Any) -> Line:
        typed = refusal if refusal and refusal.row.uuid == row.uuid else None
        return Line(row, names.get(number, "–"), STATES.get(row.state, ""), typed=typed, **more)

    found = {
        "payments": [line(row, row.payer_id, what=what.get(row.uuid, "")) for row in awaited],
        "payouts": [line(row, row.member_id, account=_account(row)) for row in leaving],
        "refunds": [line(row, row.payer_id) for row in back],
    }
    return found | {"listed": any(one.typed for lines in found.values() for one in lines)}


def _names(numbers: Iterable[int]) -> dict[int, str]:
    return dict(Member.objects.filter(pk__in=set(numbers)).values_list("pk", "name"))


def titles(rows: list[Collection]) -> dict[UUID, str | Promise]:
    """What each payment is for: its milestone by name, else its purpose."""
    words = {row.uuid: PURPOSES.get(row.purpose, row.purpose) for row in rows}
    named = Milestone.objects.filter(collection__in=words)
    return words | {stone.collection: stone.title for stone in named if stone.collection}


def _account(payout: Payout) -> str:
    """Whole while it has to be typed at the bank; its last four afterwards."""
    return queries.account_of(payout.method) if payout.state == states.QUEUED else payout.method.label

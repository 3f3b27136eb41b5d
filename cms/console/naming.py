"""What a row of the books is about, in words a person reads: the work by its title, people by their names.

`tell(rows)` writes `about` and `who` on every row: two sentences' worth of text, empty where there is nothing to say.
A fixed number of queries, however long the list is.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from billing.fees.models import FeeReceipt
from billing.ledger.models import Account, Transfer
from billing.payments import states
from billing.payments.models import Chargeback, Collection, Payout, Refund
from kernel import locales
from marketplace.contracts.models import Bonus, Milestone
from marketplace.escrow.models import Release
from marketplace.members.models import Member

Words = dict[str, str | Promise]
UUID_LIKE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Subject = tuple[str, int | str]  # ("milestone", 7), ("bonus", 3), ("member", 12); payments by uuid or number

GATEWAYS: Words = {
    "sandbox": gettext_lazy("Play money"),
    "manual": gettext_lazy("Bank transfer"),
    "stripe": gettext_lazy("Card"),
}
PAYMENTS: Words = {
    states.OPEN: gettext_lazy("Waited for"),
    states.CHALLENGED: gettext_lazy("Being checked by the bank"),
    states.PROCESSING: gettext_lazy("On its way"),
    states.CONFIRMED: pgettext_lazy("payment", "Paid"),
    states.FAILED: pgettext_lazy("payment", "Failed"),
}
# What a transfer books.
KINDS: Words = {
    "fund": gettext_lazy("Milestone funded"),
    "late_payment": gettext_lazy("Payment came too late, owed back"),
    "surplus": gettext_lazy("More was paid than asked for"),
    "roll_on": gettext_lazy("The rest carried over"),
    "refund": gettext_lazy("Milestone given back"),
    "release": gettext_lazy("Milestone released"),
    "bonus": gettext_lazy("Bonus"),
    "clear": gettext_lazy("Security hold over"),
    "refund_released": gettext_lazy("Given back to a client"),
    "refund.succeed": gettext_lazy("Refund sent"),
    "payout.request": gettext_lazy("Withdrawal"),
    "payout.pay": gettext_lazy("Withdrawal paid"),
    "payout.cancel": gettext_lazy("Withdrawal taken back"),
    "payout.fail": gettext_lazy("Withdrawal failed, money is back"),
    "payout.return": gettext_lazy("Withdrawal returned by the bank"),
    "chargeback.open": gettext_lazy("Payment disputed"),
    "chargeback.win": gettext_lazy("Dispute won"),
    "chargeback.lose": gettext_lazy("Dispute lost"),
}
# The first word of an account's code: what the account holds.
HOLDS: Words = {
    "clearing": gettext_lazy("Held by the payment service"),
    "exp": gettext_lazy("Costs"),
    "rev": gettext_lazy("Income"),
    "rev:service_fee": gettext_lazy("Income from service fees"),
    "rev:client_fee": gettext_lazy("Income from client fees"),
    "tax": gettext_lazy("Tax collected"),
    "fx": gettext_lazy("Currency exchange"),
    "funds": gettext_lazy("Project funds"),
    "fee_hold": gettext_lazy("Client fee, held"),
    "dispute": gettext_lazy("In dispute"),
    "payout": gettext_lazy("On its way to the bank"),
    "pending": gettext_lazy("Earned, pending"),
    "available": gettext_lazy("Ready to withdraw"),
    "credit": gettext_lazy("Owed back to a client"),
    "receivable": gettext_lazy("Owed to the marketplace"),
    "guarantee": gettext_lazy("Guarantee"),
}
# What the second word of a transfer's key counts, where that is not the first word itself.
COUNTED = {"fund": "milestone", "roll": "milestone", "release": "milestone", "credit": "payment", "surplus": "payment",
           "clear": "release", "refund_released": "release"}  # fmt: skip


def tell(rows: Sequence[Any]) -> None:
    """Write `about` (the work) and `who` (the person) on each row."""
    subjects = {row.pk: subject_of(row) for row in rows}
    found = _Found(subjects.values())
    for row in rows:
        row.about, row.who = found.words(subjects[row.pk])


def subject_of(row: Any) -> Subject:
    """What the row is about, as far as it says so itself."""
    if isinstance(row, Collection):
        return "payment", str(row.uuid)
    if isinstance(row, Payout):
        return "member", row.member_id
    if isinstance(row, Transfer):
        return _of_key(row.key, row.kind)
    if isinstance(row, FeeReceipt):
        return _of_key(row.key, "")
    if isinstance(row, Account):
        return _of_code(row.code)
    return "", 0


def _of_key(key: str, kind: str) -> Subject:
    first, _colon, rest = key.partition(":")
    number = rest.partition(":")[0]
    if first == "refund":  # of a milestone before its release, or the money that then leaves
        return ("refund" if kind == "refund.succeed" else "milestone"), _number(number)
    counted = COUNTED.get(first, first)
    return counted, number if counted == "payment" and first == "credit" else _number(number)


def _of_code(code: str) -> Subject:
    parts = code.split(":")
    if parts[0] in ("funds", "fee_hold"):
        return parts[1], _number(parts[2])
    if parts[0] in ("pending", "available", "credit"):
        return "member", _number(parts[1])
    if parts[0] == "payout":
        return "payout", _number(parts[1])
    if parts[0] == "receivable" and len(parts) > 2:
        return parts[1], _number(parts[2])
    return "", 0


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0


class _Found:
    """The things behind the subjects, fetched kind by kind: payments lead to work, work and payments to people."""

    def __init__(self, subjects: Iterable[Subject]) -> None:
        self.wanted: dict[str, set[int | str]] = {}
        for kind, number in subjects:
            self._want(kind, number)
        self.payments: dict[int | str, Collection] = {}
        self._payments()
        self.releases = self._by_number(Release, "release")
        self.payouts = self._by_number(Payout, "payout")
        for one in self.payments.values():
            self._want(one.purpose, one.reference)
            self._want("member", one.payer_id)
        for paid in self.releases.values():
            self._want(paid.kind, paid.subject_id)
            self._want("member", paid.freelancer_id)
        for sent in self.payouts.values():
            self._want("member", sent.member_id)
        self.work = {kind: self._work(kind, model) for kind, model in (("milestone", Milestone), ("bonus", Bonus))}
        members = Member.objects.filter(pk__in=self.wanted.get("member", ()))
        self.names: dict[int | str, str] = dict(members.values_list("pk", "name"))

    def words(self, subject: Subject) -> tuple[str, str]:
        kind, number = subject
        if kind in ("payment", "refund", "chargeback") and (paid := self._payment(kind, number)):
            return self.words((paid.purpose, paid.reference))[0], self.names.get(paid.payer_id, "")
        if kind == "release" and (released := self.releases.get(number)):
            return self.words((released.kind, released.subject_id))[0], self.names.get(released.freelancer_id, "")
        if kind == "payout" and (sent := self.payouts.get(number)):
            return "", self.names.get(sent.member_id, "")
        if kind in self.work and (piece := self.work[kind].get(number)):
            return _titled(piece), piece.contract.freelancer.name
        return "", self.names.get(number, "") if kind == "member" else ""

    def _want(self, kind: str, number: int | str) -> None:
        self.wanted.setdefault(kind, set()).add(number)

    def _payment(self, kind: str, number: int | str) -> Collection | None:
        return self.payments.get(number if kind == "payment" else f"{kind}:{number}")

    def _payments(self) -> None:
        """Payments by uuid, by number, and as what refunds and disputes are about."""
        asked = self.wanted.get("payment", set())
        numbers = {one for one in asked if isinstance(one, int)}
        for row in Collection.objects.filter(Q(uuid__in=asked - numbers) | Q(pk__in=numbers)):
            self.payments |= {str(row.uuid): row, row.pk: row}
        for kind, model in (("refund", Refund), ("chargeback", Chargeback)):
            for one in model.objects.filter(pk__in=self.wanted.get(kind, ())).select_related("collection"):
                self.payments[f"{kind}:{one.pk}"] = one.collection

    def _by_number(self, model: type[Model], kind: str) -> dict[int | str, Any]:
        return dict(model._default_manager.in_bulk(self.wanted.get(kind, set())))

    def _work(self, kind: str, model: type[Milestone] | type[Bonus]) -> dict[int | str, Any]:
        """By number, as keys of the books have it, and by uuid, as payments have it."""
        asked = self.wanted.get(kind, set())
        numbers = {one for one in asked if isinstance(one, int)}
        named = {one for one in asked - numbers if UUID_LIKE.fullmatch(str(one))}
        found: dict[int | str, Any] = {}
        rows = model._default_manager.select_related("contract__freelancer")
        for row in rows.filter(Q(pk__in=numbers) | Q(uuid__in=named)):
            found |= {row.pk: row, str(row.uuid): row}
        return found


def _titled(piece: Milestone | Bonus) -> str:
    if isinstance(piece, Milestone):
        return _("Milestone %(number)s of “%(contract)s”") % {
            "number": locales.spoken(piece.number),
            "contract": piece.contract.title,
        }
    return _("Bonus for “%(contract)s”") % {"contract": piece.contract.title}

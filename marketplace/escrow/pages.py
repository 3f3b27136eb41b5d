"""What the earnings and payout pages show; every figure is the ledger's own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from billing.ledger import accounts
from billing.ledger.queries import StatementLine
from billing.payments import queries as payments
from billing.payments import states as payment_states
from kernel.moves import Role
from marketplace.escrow import marking, queries, receipting, states
from marketplace.escrow.models import Release
from marketplace.members.models import Member
from tenants import current

LINES = 25
PENDING, AVAILABLE = "pending", "available"
ACCOUNTS: dict[str, str | Promise] = {AVAILABLE: _("Available"), PENDING: _("Pending")}
CODES = {AVAILABLE: accounts.available, PENDING: accounts.pending}
KINDS: dict[str, str | Promise] = {
    "release": _("Milestone released"),
    "bonus": _("Bonus"),
    "clear": _("Security hold over"),
    "refund_released": _("Given back to a client"),
    "payout.request": _("Withdrawal"),
    "payout.cancel": _("Withdrawal taken back"),
    "payout.fail": _("Withdrawal failed, money is back"),
    "payout.return": _("Withdrawal returned by the bank"),
}
PAYOUT_STATES: dict[str, tuple[str | Promise, str]] = {
    payment_states.REQUESTED: (pgettext_lazy("payout", "Asked for"), "info"),
    payment_states.QUEUED: (pgettext_lazy("payout", "Being prepared"), "info"),
    payment_states.SENT: (pgettext_lazy("payout", "On its way"), "info"),
    payment_states.PAID: (pgettext_lazy("payout", "Paid"), "good"),
    payment_states.FAILED: (pgettext_lazy("payout", "Failed"), "bad"),
    payment_states.CANCELLED: (pgettext_lazy("payout", "Taken back"), "neutral"),
    payment_states.RETURNED: (pgettext_lazy("payout", "Returned"), "bad"),
}


def earnings(member: Member, query: Mapping[str, str]) -> dict[str, Any]:
    """Three figures, the payments, and one account's statement with running balance."""
    currency = current.get().currency
    account = query.get("account", AVAILABLE)
    account = account if account in ACCOUNTS else AVAILABLE
    start = _start(query.get("from", ""))
    lines = queries.statement(member.pk, account, currency, limit=LINES + 1, offset=start)
    address = f"{reverse('escrow:earnings')}?account="
    shown = queries.earnings(member.pk, currency)
    return {
        "earnings": shown,
        "marks": marking.of_earnings(member.pk, currency, shown),
        "on_its_way": payments.on_its_way(member.pk, currency),
        "releases": [(p, marking.gross(p), marking.kept(p)) for p in queries.visible_to(member.user)[:LINES]],
        "pending_state": states.PENDING,
        "tabs": [
            {"label": label, "url": f"{address}{name}#statement", "current": name == account}
            for name, label in ACCOUNTS.items()
        ],
        "lines": [_line(CODES[account](member.pk), line) for line in lines[:LINES]],
        "older": f"{address}{account}&from={start + LINES}#statement" if len(lines) > LINES else "",
    }


def payouts(member: Member, at: datetime) -> dict[str, Any]:
    currency = current.get().currency
    rows = payments.payouts_of(member.pk)[:LINES]
    shown = queries.earnings(member.pk, currency)
    return {
        "earnings": shown,
        "marks": marking.of_earnings(member.pk, currency, shown),
        "on_its_way": payments.on_its_way(member.pk, currency),
        "methods": payments.methods_of(member.pk),
        "usable": payments.usable_method(member.pk, at),
        "payouts": [(row, marking.of_payout(row), *PAYOUT_STATES[row.state]) for row in rows],
        "requested": payment_states.REQUESTED,
    }


def receipt(release: Release) -> dict[str, Any]:
    return {"receipt": receipting.of(release, Role.FREELANCER), "release": release}


def _line(code: str, line: StatementLine) -> dict[str, Any]:
    amount, balance = marking.of_line(code, line)
    return {"line": line, "label": KINDS.get(line.kind, line.kind), "amount": amount, "balance": balance}


def _start(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0

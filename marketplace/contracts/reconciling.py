"""What contracts know, held against what the ledger holds: Σ project funds = Σ funded and unreleased work. And which
payment each transfer of escrow's has booked."""

from collections.abc import Iterable, Iterator

from billing.ledger import accounts, reconcile
from billing.ledger.models import Account
from billing.ledger.reconcile import Finding
from billing.payments import reconciling as payments
from kernel.money import Money
from marketplace.contracts import queries
from marketplace.contracts.models import Bonus


def register() -> None:
    reconcile.register(check)
    payments.name_bookings(paid_by)


def paid_by(keys: Iterable[str]) -> dict[str, str]:
    """The payment behind each of escrow's keys: `fund:{milestone}:{payment}`, `credit:{payment}`, `bonus:{bonus}:1`.
    One query."""
    found, bonuses = {}, {}
    for key in keys:
        kind, *rest = key.split(":")
        if (kind, len(rest)) in (("fund", 2), ("credit", 1)):
            found[key] = rest[-1]
        elif kind == "bonus" and rest[0].isdecimal():
            bonuses[int(rest[0])] = key
    rows = Bonus.objects.filter(pk__in=bonuses, collection__isnull=False).values_list("pk", "collection")
    return found | {bonuses[pk]: str(payment) for pk, payment in rows}


def check() -> Iterator[Finding]:
    """A finding for each milestone whose project funds or fee hold is not what its state says. Three queries."""
    expected = {}
    for (pk, currency), (funds, on_top) in queries.funds_expected().items():
        expected[accounts.funds("milestone", pk)] = Money(funds, currency)
        expected[accounts.fee_hold("milestone", pk)] = Money(on_top, currency)
    rows = Account.objects.filter(code__startswith="funds:milestone:").union(
        Account.objects.filter(code__startswith="fee_hold:milestone:")
    )
    held = {row.code: Money(row.side * row.balance, row.currency) for row in rows}
    for code in sorted(expected.keys() | held.keys()):
        should, found = expected.get(code), held.get(code)
        if (should or None) != (found or None):
            yield Finding("project funds", code, str(should or 0), str(found or 0))

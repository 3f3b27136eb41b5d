"""Σ project funds = Σ funded and unreleased work: what contracts know, held against what the ledger holds."""

from collections.abc import Iterator

from billing.ledger import accounts, reconcile
from billing.ledger.models import Account
from billing.ledger.reconcile import Finding
from kernel.money import Money
from marketplace.contracts import queries


def register() -> None:
    reconcile.register(check)


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

"""What a marketplace released, for the operator's bill: each payment with its contract and its transfer."""

from collections.abc import Iterator
from datetime import datetime

from billing.ledger.models import Transfer
from billing.subscriptions import usage
from marketplace.contracts import queries
from marketplace.escrow import queries as escrow


def register() -> None:
    usage.register(released)


def released(since: datetime, until: datetime) -> Iterator[usage.Release]:
    """Milestones and bonuses released in [since, until), gross. Three queries."""
    rows = list(escrow.released_between(since, until))
    contracts = queries.titles(row.contract_id for row in rows)
    keys = Transfer.objects.filter(key__in=[row.receipt.key for row in rows]).values_list("key", "pk")
    transfers = dict(keys)
    for row in rows:
        yield usage.Release(contracts[row.contract_id].uuid, transfers[row.receipt.key], row.gross, row.released_at)

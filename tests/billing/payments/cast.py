"""Constants and readings the payment tests share."""

from datetime import UTC, datetime

from billing.ledger import accounts
from billing.ledger import queries as ledger
from kernel.money import Money

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CLARA, FELIX = 71, 72


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def balance(code: str) -> str:
    return str(ledger.balance(code, "USD"))


def available() -> str:
    return balance(accounts.available(FELIX))


def clearing(gateway: str = "sandbox") -> str:
    return balance(accounts.clearing(gateway))

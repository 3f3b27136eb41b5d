"""Short ways to say postings in tests."""

from datetime import UTC, datetime

from billing.ledger import accounts, posting, queries
from billing.ledger.posting import Move
from kernel.money import Money

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FELIX = 12
CLEARING = accounts.clearing("sandbox")
PENDING = accounts.pending(FELIX)
AVAILABLE = accounts.available(FELIX)


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def funds(number: int = 1) -> str:
    return accounts.funds("week", number)


def post(key: str, *moves: tuple[str, str, str], kind: str = "test", **how):
    """`post("fund:1", (CLEARING, funds(), "500.00"))`."""
    return posting.post(
        key=key,
        kind=kind,
        moves=[Move(debit, credit, usd(amount)) for debit, credit, amount in moves],
        effective_at=AT,
        **how,
    )


def fund(number: int = 1, amount: str = "500.00"):
    return post(f"fund:{number}", (CLEARING, funds(number), amount), kind="fund")


def release(number: int = 1, *, key: str = ""):
    """500.00 at 20/10/5 from 0 with 20 % tax on the fee."""
    return post(
        key or f"release:{number}:1",
        (funds(number), PENDING, "380.00"),
        (funds(number), accounts.REV_SERVICE_FEE, "100.00"),
        (funds(number), accounts.tax("DE"), "20.00"),
        kind="release",
    )


def held(code: str) -> str:
    return str(queries.balance(code, "USD").decimal)

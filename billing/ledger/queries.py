"""What the ledger knows. All amounts are Money, positive on the account's natural side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from billing.ledger import accounts
from billing.ledger.models import Account, Freeze, Move, Transfer
from kernel.money import CurrencyMismatch, Money

# The last checkpoint of each account and what came after it.
SUMS = """
SELECT a.code, COALESCE(c.balance, 0) +
       COALESCE((SELECT sum(m.amount) FROM ledger_move m
                 WHERE m.debit_id = a.id AND m.transfer_id > COALESCE(c.upto_id, 0)), 0) -
       COALESCE((SELECT sum(m.amount) FROM ledger_move m
                 WHERE m.credit_id = a.id AND m.transfer_id > COALESCE(c.upto_id, 0)), 0)
FROM ledger_account a LEFT JOIN LATERAL (
  SELECT upto_id, balance FROM ledger_checkpoint WHERE account_id = a.id ORDER BY upto_id DESC LIMIT 1) c ON true
WHERE a.code = ANY(%s)
"""
# What each transfer moved on every account of a kind, the account's debit side counting up.
BY_TRANSFER = """
SELECT a.code, t.key, sum(m.amount * CASE WHEN m.debit_id = a.id THEN 1 ELSE -1 END)
FROM ledger_account a JOIN ledger_move m ON a.id IN (m.debit_id, m.credit_id)
JOIN ledger_transfer t ON t.id = m.transfer_id
WHERE a.code LIKE %s GROUP BY a.code, t.id, t.key ORDER BY t.id
"""
STATEMENT = """
SELECT t.id, t.key, t.kind, t.effective_at, m.line, other.code, m.amount * m.sign * a.side,
       a.side * sum(m.amount * m.sign) OVER (ORDER BY m.transfer_id, m.line)
FROM ledger_account a
JOIN LATERAL (
  SELECT transfer_id, line, amount, credit_id AS other_id, 1 AS sign FROM ledger_move WHERE debit_id = a.id
  UNION ALL
  SELECT transfer_id, line, amount, debit_id, -1 FROM ledger_move WHERE credit_id = a.id) m ON true
JOIN ledger_transfer t ON t.id = m.transfer_id
JOIN ledger_account other ON other.id = m.other_id
WHERE a.code = %s
ORDER BY m.transfer_id DESC, m.line DESC LIMIT %s OFFSET %s
"""


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One move of an account: `amount` is positive when the account grew, `balance` what it held afterwards."""

    transfer_id: int
    key: str
    kind: str
    at: datetime
    line: int
    other: str
    amount: Money
    balance: Money


def balance(code: str, currency: str) -> Money:
    """What an account holds; zero for one never used. Costs one statement."""
    return balances([code], currency)[code]


def balances(codes: Iterable[str], currency: str) -> dict[str, Money]:
    """The balance of each code, in at most two statements. Raises CurrencyMismatch for funds of another currency."""
    wanted = {accounts.stored(code, currency): code for code in codes}
    held = {code: Money.zero(currency) for code in wanted.values()}
    kept = [code for code in wanted if accounts.rule(code).floor]
    for account in Account.objects.filter(code__in=kept) if kept else ():
        if account.currency != currency:
            raise CurrencyMismatch(f"{account.code} holds {account.currency}.")
        held[wanted[account.code]] = Money(account.side * account.balance, currency)
    if len(kept) < len(wanted):
        with connection.cursor() as cursor:
            cursor.execute(SUMS, [[code for code in wanted if code not in kept]])
            for code, total in cursor.fetchall():
                held[wanted[code]] = Money(accounts.rule(code).side * int(total), currency)
    return held


def total(kind: str, currency: str) -> Money:
    """What all floor accounts of a kind hold together: `total("funds", "EUR")`, `total("available", "EUR")`."""
    rule = accounts.RULES[kind]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(sum(balance), 0) FROM ledger_account WHERE floor AND currency = %s"
            " AND (code LIKE %s OR code = %s)",
            [currency, f"{kind}:%", kind],
        )
        return Money(rule.side * int(cursor.fetchone()[0]), currency)


def by_transfer(kind: str) -> list[tuple[str, str, int]]:
    """Account, key of the transfer, minor units that it added (debit side up), for all accounts of a kind. One
    statement over all their moves: for checks, not for pages."""
    with connection.cursor() as cursor:
        cursor.execute(BY_TRANSFER, [f"{kind}:%"])
        return [(code, key, int(minor)) for code, key, minor in cursor.fetchall()]


def holds_anything() -> bool:
    """Whether any member's or held account has money on it, in any currency. One statement."""
    return Account.objects.filter(floor=True).exclude(balance=0).exists()


def statement(code: str, currency: str, *, limit: int = 50, offset: int = 0) -> list[StatementLine]:
    """The moves of an account, newest first, each with the balance after it. Costs one statement."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, [accounts.stored(code, currency), limit, offset])
        return [
            StatementLine(
                number,
                key,
                kind,
                at,
                line,
                accounts.plain(other),
                Money(int(amount), currency),
                Money(int(now), currency),
            )
            for number, key, kind, at, line, other, amount, now in cursor.fetchall()
        ]


def transfer(key: str) -> Transfer | None:
    """What was booked for a business event."""
    return Transfer.objects.filter(key=key).first()


def moves(of: Transfer) -> list[Move]:
    """The moves of a transfer in order, accounts loaded."""
    return list(Move.objects.filter(transfer=of).select_related("debit", "credit").order_by("line"))


def payouts_frozen() -> bool:
    """True while the books of this marketplace don't add up: then no payout may be sent."""
    return Freeze.objects.filter(scope="payouts", lifted_at=None).exists()


def freeze() -> Freeze | None:
    """The open freeze with its findings, for the owner's finance staff."""
    return Freeze.objects.filter(scope="payouts", lifted_at=None).first()

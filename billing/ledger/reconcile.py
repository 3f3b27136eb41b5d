"""Recompute the books of the marketplace being served, and say where they don't add up.

The ledger checks itself here; upper floors add what they know by `register` in their apps.py: escrow, that project
funds equal the funded and unreleased work; payments, that clearing equals what the gateway reports, which it asks by
`register_question`: a question may go over the network, so it is asked before the checks and outside of their moment.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import connection, transaction

Check = Callable[[], Iterable["Finding"]]
Question = Callable[[datetime], Iterable["Finding"]]
_checks: list[Check] = []
_questions: list[Question] = []


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that doesn't add up: `subject` should be `expected` and is `found`."""

    check: str
    subject: str
    expected: str
    found: str

    def as_json(self) -> dict[str, str]:
        return asdict(self)

    def __str__(self) -> str:
        return f"{self.check}: {self.subject} should be {self.expected} and is {self.found}"


def register(check: Check) -> None:
    """Add a check: called without arguments in each marketplace, it yields Findings (none: all is well).

    All checks of a run see the same moment of the database.
    """
    if check not in _checks:
        _checks.append(check)


def register_question(question: Question) -> None:
    """Add a question to somebody outside: called with the moment in each marketplace, outside of any transaction, it
    yields Findings. What it learns that we had missed it takes on by the same action as the news would."""
    if question not in _questions:
        _questions.append(question)


def ask(at: datetime) -> list[Finding]:
    """Every question, to whoever is outside. Call outside of any transaction."""
    return [finding for question in _questions for finding in question(at)]


def run() -> list[Finding]:
    """Every check, the ledger's own first. Reads only."""
    with _one_moment():
        return [finding for check in (own, *_checks) for finding in check()]


# name, then SQL giving (subject, expected, found) where they differ.
OWN = (
    (
        "balance = moves",
        """
SELECT a.code, COALESCE(sum(m.amount), 0), a.balance
FROM ledger_account a
LEFT JOIN LATERAL (SELECT amount FROM ledger_move WHERE debit_id = a.id
                   UNION ALL SELECT -amount FROM ledger_move WHERE credit_id = a.id) m ON true
WHERE a.floor GROUP BY a.id HAVING COALESCE(sum(m.amount), 0) <> a.balance ORDER BY a.code
""",
    ),
    (
        "never overdrawn",
        "SELECT code, 0, side * balance FROM ledger_account WHERE floor AND side * balance < 0 ORDER BY code",
    ),
    (
        "log-only accounts keep no balance",
        "SELECT code, 0, balance FROM ledger_account WHERE NOT floor AND balance <> 0 ORDER BY code",
    ),
    (
        "transfers are whole",
        """
SELECT t.key, t.moves, count(m.line) FROM ledger_transfer t LEFT JOIN ledger_move m ON m.transfer_id = t.id
GROUP BY t.id HAVING count(m.line) <> t.moves ORDER BY t.id
""",
    ),
    (
        "accounts and moves have one currency",
        """
SELECT t.key, a.currency, m.currency FROM ledger_move m JOIN ledger_transfer t ON t.id = m.transfer_id
JOIN ledger_account a ON a.id IN (m.debit_id, m.credit_id) WHERE a.currency <> m.currency ORDER BY t.id
""",
    ),
    (
        "checkpoint = moves",
        """
SELECT a.code, COALESCE(sum(m.amount), 0), c.balance
FROM ledger_checkpoint c JOIN ledger_account a ON a.id = c.account_id
LEFT JOIN LATERAL (SELECT amount FROM ledger_move WHERE debit_id = a.id AND transfer_id <= c.upto_id
                   UNION ALL
                   SELECT -amount FROM ledger_move WHERE credit_id = a.id AND transfer_id <= c.upto_id) m ON true
GROUP BY c.id, a.code HAVING COALESCE(sum(m.amount), 0) <> c.balance ORDER BY a.code
""",
    ),
)


def own() -> Iterator[Finding]:
    """The ledger's own checks: balances, whole transfers, currencies, checkpoints."""
    with connection.cursor() as cursor:
        for name, sql in OWN:
            cursor.execute(sql)
            for subject, expected, found in cursor.fetchall():
                yield Finding(name, subject, str(expected), str(found))


@contextmanager
def _one_moment() -> Iterator[None]:
    """One snapshot for all checks, so that money in motion is not taken for money missing."""
    outermost = not connection.in_atomic_block
    connection.cursor().close()  # a new connection asks whose schema it is in, which would be a query before the level
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield

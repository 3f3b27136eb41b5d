"""Reads the marks that pages carry (`data-ledger`, see billing/ledger/marks.py) against the bare moves of the books:
one SELECT of all moves, added up here, so that nothing the pages ask with is asked again."""

from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from uuid import UUID

from django.db import connection

DEBIT_NORMAL = ("clearing", "exp", "fx", "receivable")
SINGLE = ("funds", "fee_hold", "dispute", "payout")
MOVES = """
SELECT t.id, t.key, t.kind, t.effective_at, m.line, d.code, c.code, m.amount
FROM ledger_move m JOIN ledger_transfer t ON t.id = m.transfer_id
JOIN ledger_account d ON d.id = m.debit_id JOIN ledger_account c ON c.id = m.credit_id
ORDER BY t.id, m.line
"""
LINES = """
SELECT l.transfer_id, b.volume_bps, b.plan_minor FROM subscriptions_bill b
LEFT JOIN subscriptions_billline l ON l.bill_id = b.id WHERE b.uuid = %s
"""


@dataclass(frozen=True)
class Row:
    transfer: int
    key: str
    kind: str
    at: datetime
    line: int
    debit: str
    credit: str
    amount: int


class Books:
    """The moves of one marketplace as they are now. Amounts in minor units."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        with connection.cursor() as cursor:
            cursor.execute(MOVES)
            self.rows = [
                Row(number, key, kind, at, line, plain(debit), plain(credit), amount)
                for number, key, kind, at, line, debit, credit, amount in cursor.fetchall()
            ]

    def codes(self) -> set[str]:
        return {code for row in self.rows for code in (row.debit, row.credit)}

    def says(self, mark: str) -> int:
        """What the books say of a mark."""
        return sum(self._term(term) for term in mark.removeprefix("part ").split("; "))

    def balance(self, code: str) -> int:
        return sum(_change(row, code) for row in self.rows)

    def gross(self, wanted) -> int:
        """What was paid for work: all that left project funds by a release."""
        paid = [row for row in self.rows if row.kind == "release" and wanted(row)]
        return sum(row.amount for row in paid if row.debit.startswith("funds:"))

    def _term(self, term: str) -> int:
        sign, term = (-1, term[1:]) if term.startswith("-") else (1, term)
        verb, *said = term.split(" ")
        return sign * getattr(self, f"_{verb}")(*said)

    def _balance(self, *codes: str) -> int:
        found = {code for code in self.codes() for wanted in codes if fnmatchcase(code, wanted)}
        return sum(self.balance(code) for code in found)

    def _moved(self, key: str, moves: str) -> int:
        return self._sum(moves, lambda row: fnmatchcase(row.key, key))

    def _since(self, moment: str, moves: str) -> int:
        return self._sum(moves, lambda row: row.at >= datetime.fromisoformat(moment))

    def _sum(self, moves: str, wanted) -> int:
        pairs = [move.split(">") for move in moves.split(",")]
        return sum(
            row.amount
            for row in self.rows
            if wanted(row) and any(fnmatchcase(row.debit, d) and fnmatchcase(row.credit, c) for d, c in pairs)
        )

    def _line(self, code: str, place: str) -> int:
        return sum(_change(row, code) for row in self.rows if f"{row.transfer}:{row.line}" == place)

    def _after(self, code: str, place: str) -> int:
        transfer, line = (int(part) for part in place.split(":"))
        return sum(_change(row, code) for row in self.rows if (row.transfer, row.line) <= (transfer, line))

    def _released(self, slug: str, what: str) -> int:
        assert slug in (self.slug, "*")
        if "-" in what:
            return self.gross(lambda row: f"{row.at:%Y-%m}" == what)
        return self.gross(lambda row: row.transfer == int(what))

    def _billed(self, bill: str) -> int:
        transfers = {number for number, _bps, _plan in _bill(bill)}
        return self.gross(lambda row: row.transfer in transfers)

    def _share(self, bill: str) -> int:
        bps = _bill(bill)[0][1]
        return (self._billed(bill) * bps + 5000) // 10000

    def _due(self, bill: str) -> int:
        return self._share(bill) + _bill(bill)[0][2]


def _bill(bill: str) -> list[tuple[int, int, int]]:
    from tenants.scope import public_scope

    with public_scope(), connection.cursor() as cursor:
        cursor.execute(LINES, [UUID(bill)])
        return cursor.fetchall()


def plain(kept: str) -> str:
    return kept if kept.partition(":")[0] in SINGLE else kept.rpartition(":")[0]


def _change(row: Row, code: str) -> int:
    side = 1 if code.partition(":")[0] in DEBIT_NORMAL else -1
    return side * row.amount * ((row.debit == code) - (row.credit == code))

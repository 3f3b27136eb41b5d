"""`post()` is the only writer of the ledger.

One SQL statement locks the floor accounts in id order, opens accounts where some may be new, and inserts the transfer
and its moves; a trigger keeps the balances. FOR NO KEY UPDATE, because plain FOR UPDATE deadlocks with foreign keys.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection

from billing.ledger import accounts, errors, models
from billing.ledger.models import Transfer
from kernel.money import CurrencyMismatch, Money

# The insert of the transfer counts `known`, since PostgreSQL doesn't run a SELECT nobody reads, and so they run in this
# order: lock, look up, open. Too few accounts (missing, or somebody opens one at this moment): nothing is inserted.
_LOOK_UP = """
WITH held AS MATERIALIZED (
  SELECT id, code FROM ledger_account WHERE code = ANY(%s) ORDER BY id FOR NO KEY UPDATE),
{} AS MATERIALIZED (
  SELECT id, code FROM held UNION ALL SELECT id, code FROM ledger_account WHERE code = ANY(%s)),
"""
_OPEN = """
wanted AS (SELECT * FROM unnest(%s::text[], %s::text[], %s::smallint[], %s::boolean[])
           AS w (code, currency, side, floor)),
opened AS (
  INSERT INTO ledger_account (code, currency, side, floor)
  SELECT code, currency, side, floor FROM wanted w WHERE NOT EXISTS (SELECT FROM found f WHERE f.code = w.code)
  ORDER BY code ON CONFLICT (code) DO NOTHING RETURNING id, code),
known AS MATERIALIZED (SELECT id, code FROM found UNION ALL SELECT id, code FROM opened),
"""
_BOOK = """
booked AS (
  INSERT INTO ledger_transfer (key, payload_hash, kind, moves, reverses_id, effective_at)
  SELECT %s::text, %s::bytea, %s::text, %s::smallint, %s::bigint, %s::timestamptz
  WHERE (SELECT count(*) FROM known) = %s
  ON CONFLICT (key) DO NOTHING RETURNING id, moves)
INSERT INTO ledger_move (transfer_id, moves, line, debit_id, credit_id, currency, amount)
SELECT b.id, b.moves, m.line, d.id, c.id, m.currency, m.amount
FROM booked b, unnest(%s::smallint[], %s::text[], %s::text[], %s::text[], %s::bigint[])
               AS m (line, debit, credit, currency, amount)
JOIN known d ON d.code = m.debit JOIN known c ON c.code = m.credit
ORDER BY m.line RETURNING transfer_id
"""
POST = _LOOK_UP.format("known") + _BOOK
POST_OPENING = _LOOK_UP.format("found") + _OPEN + _BOOK  # a third dearer: planned for accounts that may be missing
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Move:
    """`amount` from one account to another: debit ← credit. Both are codes of `accounts`."""

    debit: str
    credit: str
    amount: Money


def post(
    *, key: str, kind: str, moves: Sequence[Move], effective_at: datetime, reverses: Transfer | None = None
) -> Transfer:
    """Book a transfer: all its moves or none, and once per `key`. Costs one statement (three for a member's first).

    `key` comes from the business event (`release:{milestone}:1`). Posting it again with the same kind, moves and
    `reverses` returns the first transfer and books nothing (`effective_at` stays that of the first); with others it
    raises KeyReused. A transfer is reversed at most once, by its exact mirror: use `reverse`.

    Raises Overdrawn, AlreadyReversed (both Refused; the surrounding transaction is over, so catch them outside of it or
    in a savepoint of your own), CurrencyMismatch, ValueError, KeyReused.
    """
    lines = _lines(moves)
    if reverses is not None:
        _check_mirror(reverses, lines)
    payload = _hash(kind, lines, reverses)
    codes = {code: currency for debit, credit, currency, _ in lines for code in (debit, credit)}
    row = [key, payload, kind, len(lines), _id(reverses), effective_at, len(codes)]
    opening = any(accounts.rule(move.credit).single for move in moves)  # funds are born by their first move
    for _attempt in range(_ATTEMPTS):
        booked = _execute(codes, row, lines, opening=opening)
        if booked is not None:
            return Transfer(
                id=booked,
                key=key,
                payload_hash=payload,
                kind=kind,
                moves=len(lines),
                reverses_id=_id(reverses),
                effective_at=effective_at,
            )
        first = Transfer.objects.filter(key=key).first()
        if first is not None:
            if bytes(first.payload_hash) != payload:
                raise errors.KeyReused(f"The key {key} already stands for another payload.")
            return first
        opening = True
    raise RuntimeError(f"The accounts of {key} could not be opened.")


def reverse(*, key: str, transfer: Transfer, effective_at: datetime) -> Transfer:
    """Book the mirror of a transfer, at most once whatever the key. Raises as `post`; Overdrawn when it was spent."""
    moves = [
        Move(accounts.plain(line.credit.code), accounts.plain(line.debit.code), line.amount) for line in _of(transfer)
    ]
    return post(
        key=key, kind=f"reverse.{transfer.kind}"[:40], moves=moves, effective_at=effective_at, reverses=transfer
    )


def _lines(moves: Sequence[Move]) -> list[tuple[str, str, str, int]]:
    if not moves:
        raise ValueError("A transfer has at least one move.")
    currencies = {move.amount.currency for move in moves}
    if len(currencies) > 1 and not all(_converts(move) for move in moves):
        raise CurrencyMismatch(f"One transfer has one currency, unless every move goes through fx: {currencies}")
    lines = []
    for move in moves:
        if move.amount.minor <= 0:
            raise ValueError("A move has an amount above zero; turn it around instead.")
        if move.debit == move.credit:
            raise ValueError(f"A move has two accounts, not {move.debit} twice.")
        currency = move.amount.currency
        lines.append(
            (
                accounts.stored(move.debit, currency),
                accounts.stored(move.credit, currency),
                currency,
                move.amount.minor,
            )
        )
    return lines


def _converts(move: Move) -> bool:
    return accounts.FX in (move.debit, move.credit)


def _hash(kind: str, lines: list[tuple[str, str, str, int]], reverses: Transfer | None) -> bytes:
    text = json.dumps([kind, lines, _id(reverses)], separators=(",", ":"))
    return hashlib.sha256(text.encode()).digest()


def _execute(codes: dict[str, str], row: list, lines: list, *, opening: bool) -> int | None:
    """The new transfer's id, or None when nothing was inserted: the key is taken, or an account is missing."""
    rules = [accounts.rule(code) for code in codes]
    held = [code for code, rule in zip(codes, rules, strict=True) if rule.floor]
    values: list[Any] = [held, [code for code in codes if code not in held]]
    if opening:
        values += [list(codes), list(codes.values()), [rule.side for rule in rules], [rule.floor for rule in rules]]
    values += row
    values.append(list(range(1, len(lines) + 1)))
    values += [list(column) for column in zip(*lines, strict=True)]
    try:
        with connection.cursor() as cursor:
            cursor.execute(POST_OPENING if opening else POST, values)
            booked = cursor.fetchone()
    except IntegrityError as broken:
        raise _meaning(broken) from broken
    return booked[0] if booked else None


def _meaning(broken: IntegrityError) -> Exception:
    constraint = getattr(getattr(broken.__cause__, "diag", None), "constraint_name", None) or ""
    if constraint == "ledger_account_not_overdrawn":
        return errors.Overdrawn()
    if constraint in ("ledger_move_debit_currency", "ledger_move_credit_currency"):
        return CurrencyMismatch("An account keeps the currency of its first move.")
    if constraint == "ledger_transfer_reversed_once":
        return errors.AlreadyReversed()
    return broken


def _check_mirror(original: Transfer, lines: list[tuple[str, str, str, int]]) -> None:
    mirror = sorted((line.credit.code, line.debit.code, line.currency, line.amount_minor) for line in _of(original))
    if mirror != sorted(lines):
        raise ValueError("A reversal is the exact mirror of its transfer; give part of it back by a refund.")


def _of(transfer: Transfer) -> list[models.Move]:
    return list(models.Move.objects.filter(transfer=transfer).select_related("debit", "credit").order_by("line"))


def _id(transfer: Transfer | None) -> int | None:
    return None if transfer is None else transfer.pk

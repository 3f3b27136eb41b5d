"""Sums of log-only accounts kept every now and then, so that a balance adds up only what is newer."""

from datetime import datetime

from django.db import OperationalError, connection, transaction
from psycopg import errors as psycopg_errors

# Ids are given out before their transfers commit, so the highest id seen says nothing of the lower ones. While nobody
# is posting (SHARE waits for who is, and holds the next one back for a moment) it does.
HORIZON = "SELECT max(id) FROM ledger_transfer"
MAKE = """
INSERT INTO ledger_checkpoint (account_id, upto_id, balance, made_at)
SELECT a.id, %(upto)s, COALESCE(c.balance, 0) + sum(m.amount), %(at)s
FROM ledger_account a
LEFT JOIN LATERAL (
  SELECT upto_id, balance FROM ledger_checkpoint WHERE account_id = a.id ORDER BY upto_id DESC LIMIT 1) c ON true
JOIN LATERAL (
  SELECT amount FROM ledger_move
  WHERE debit_id = a.id AND transfer_id > COALESCE(c.upto_id, 0) AND transfer_id <= %(upto)s
  UNION ALL
  SELECT -amount FROM ledger_move
  WHERE credit_id = a.id AND transfer_id > COALESCE(c.upto_id, 0) AND transfer_id <= %(upto)s) m ON true
WHERE NOT a.floor GROUP BY a.id, c.balance
ON CONFLICT (account_id, upto_id) DO NOTHING
"""


def make(at: datetime, *, patience_ms: int = 500) -> int:
    """Keep the sums of all log-only accounts that moved. Returns how many; 0 as well when the ledger was too busy to be
    stopped for a moment, and then the next run does it."""
    upto = _horizon(patience_ms)
    if upto is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(MAKE, {"upto": upto, "at": at})
        return cursor.rowcount


def _horizon(patience_ms: int) -> int | None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{patience_ms}ms"])
            cursor.execute("LOCK TABLE ledger_transfer IN SHARE MODE")
            cursor.execute(HORIZON)
            return cursor.fetchone()[0]
    except OperationalError as busy:
        if isinstance(busy.__cause__, psycopg_errors.LockNotAvailable):
            return None
        raise

"""What reconcile looks at here: a pair's total is its receipts less its refunds, and each receipt has its transfer."""

from collections.abc import Iterator

from django.db import connection

from billing.ledger.reconcile import Finding

PAIRS = """
SELECT format('%s client %s freelancer %s', p.currency, p.client_id, p.freelancer_id),
       COALESCE(sum(r.payment_minor - COALESCE(b.amount, 0)), 0), p.billed_minor
FROM fees_pairtotal p
LEFT JOIN fees_feereceipt r
  ON (r.client_id, r.freelancer_id, r.currency) = (p.client_id, p.freelancer_id, p.currency)
LEFT JOIN (SELECT receipt_id, sum(amount_minor) AS amount FROM fees_feerefund GROUP BY receipt_id) b
  ON b.receipt_id = r.id
GROUP BY p.id HAVING COALESCE(sum(r.payment_minor - COALESCE(b.amount, 0)), 0) <> p.billed_minor ORDER BY p.id
"""
UNBOOKED = """
SELECT r.key FROM (SELECT key FROM fees_feereceipt UNION ALL SELECT key FROM fees_feerefund) r
WHERE NOT EXISTS (SELECT FROM ledger_transfer t WHERE t.key = r.key) ORDER BY r.key
"""


def totals_and_transfers() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(PAIRS)
        for pair, expected, found in cursor.fetchall():
            yield Finding("pair total = receipts", pair, str(expected), str(found))
        cursor.execute(UNBOOKED)
        for (key,) in cursor.fetchall():
            yield Finding("each receipt has its transfer", key, "booked", "missing")

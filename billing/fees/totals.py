"""What pairs and contracts have billed, advanced under lock: one upsert locks, counts and answers.

Lock order everywhere: pair, then contract, then ledger accounts by id.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from billing.fees import ladder as ladders
from kernel.money import Money

PAIR = """
INSERT INTO fees_pairtotal AS p (client_id, freelancer_id, currency, billed_minor, since)
VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (client_id, freelancer_id, currency) DO UPDATE SET billed_minor = p.billed_minor + EXCLUDED.billed_minor
RETURNING billed_minor, since
"""
CONTRACT = """
INSERT INTO fees_contracttotal AS c (contract_id, currency, billed_minor) VALUES (%s, %s, %s)
ON CONFLICT (contract_id) DO UPDATE SET billed_minor = c.billed_minor + EXCLUDED.billed_minor
RETURNING billed_minor
"""
LOCK = """
SELECT 1 FROM fees_pairtotal WHERE client_id = %s AND freelancer_id = %s AND currency = %s FOR NO KEY UPDATE
"""
PAIR_BACK = """
UPDATE fees_pairtotal SET billed_minor = billed_minor - %s
WHERE client_id = %s AND freelancer_id = %s AND currency = %s
"""
CONTRACT_BACK = "UPDATE fees_contracttotal SET billed_minor = billed_minor - %s WHERE contract_id = %s"


@dataclass(frozen=True, slots=True)
class Place:
    """Whose money: a pair and its contract, and what their terms count."""

    client_id: int
    freelancer_id: int
    contract_id: int
    basis: str


def advance(place: Place, payment: Money, at: datetime) -> tuple[Money, int]:
    """Lock the pair (and the contract) until the transaction ends, and add a payment. Returns L before it and the days
    since the pair's first payment."""
    with connection.cursor() as cursor:
        cursor.execute(PAIR, [place.client_id, place.freelancer_id, payment.currency, payment.minor, at])
        reached, since = cursor.fetchone()
        if place.basis == ladders.CONTRACT:
            cursor.execute(CONTRACT, [place.contract_id, payment.currency, payment.minor])
            reached = cursor.fetchone()[0]
    return Money(reached, payment.currency) - payment, max(0, (at - since).days)


def lock(place: Place, currency: str) -> None:
    """Lock the pair until the transaction ends; it has billed before."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [place.client_id, place.freelancer_id, currency])


def fall(place: Place, refunded: Money) -> None:
    """Lock the same rows and take a refund off."""
    with connection.cursor() as cursor:
        cursor.execute(PAIR_BACK, [refunded.minor, place.client_id, place.freelancer_id, refunded.currency])
        if place.basis == ladders.CONTRACT:
            cursor.execute(CONTRACT_BACK, [refunded.minor, place.contract_id])

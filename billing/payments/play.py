"""Play money and real money never mix. The switch from one to the other, and play money that is just arriving, wait for
each other: whoever comes second sees what the first has done."""

from django.db import connection

from billing.payments import queries

SANDBOX = "sandbox"
_LOCK = "SELECT pg_advisory_xact_lock{}(hashtextextended('gateway of ' || current_schema(), 0))"


def hold_the_switch() -> None:
    """Until this transaction ends no play money arrives, and nobody else switches."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK.format(""))


def goes_on() -> bool:
    """Whether this marketplace takes play money; it stays so until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK.format("_shared"))
    return queries.gateway_in_use() == SANDBOX

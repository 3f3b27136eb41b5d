"""Money on its way from or to the outside: announced, then posted, voided or expired, once. A hold books nothing."""

from datetime import datetime

from django.db import transaction

from billing.ledger import accounts, errors, posting
from billing.ledger.models import Hold, Transfer
from kernel.money import Money


def announce(
    *,
    key: str,
    kind: str,
    debit: str,
    credit: str,
    amount: Money,
    opened_at: datetime,
    expires_at: datetime | None = None,
) -> Hold:
    """Note that `amount` is on its way; announced again under the same key it is the same hold.

    Raises KeyReused when the key stands for another hold.
    """
    accounts.rule(debit), accounts.rule(credit)
    said = {
        "kind": kind,
        "debit": debit,
        "credit": credit,
        "currency": amount.currency,
        "amount_minor": amount.minor,
    }
    hold, _ = Hold.objects.get_or_create(key=key, defaults={**said, "opened_at": opened_at, "expires_at": expires_at})
    if any(getattr(hold, name) != value for name, value in said.items()):
        raise errors.KeyReused(f"The key {key} already stands for another hold.")
    return hold


def settle(*, hold: Hold, at: datetime) -> Transfer:
    """The money has arrived: book it, once, under the hold's key. Settled again it returns the same transfer.

    Raises HoldEnded when it was voided or had expired, and Overdrawn.
    """
    with transaction.atomic():
        locked = Hold.objects.select_for_update(no_key=True).get(pk=hold.pk)
        if locked.state == Hold.POSTED and locked.transfer is not None:
            return locked.transfer
        if locked.state != Hold.PENDING:
            raise errors.HoldEnded()
        booked = posting.post(
            key=locked.key,
            kind=locked.kind,
            moves=[posting.Move(locked.debit, locked.credit, locked.amount)],
            effective_at=at,
        )
        _end(locked, Hold.POSTED, at, booked)
    return booked


def void(*, hold: Hold, at: datetime) -> None:
    """The money will not come. Raises HoldEnded when it came or expired; voided again changes nothing."""
    if not _end(hold, Hold.VOIDED, at) and Hold.objects.get(pk=hold.pk).state != Hold.VOIDED:
        raise errors.HoldEnded()


def expire_due(*, at: datetime) -> int:
    """End every pending hold whose time is over; its end is its own `expires_at`, however late this runs."""
    due = Hold.objects.filter(state=Hold.PENDING, expires_at__lte=at)
    return sum(_end(hold, Hold.EXPIRED, hold.expires_at or at) for hold in due)


def _end(hold: Hold, state: str, at: datetime, booked: Transfer | None = None) -> int:
    return Hold.objects.filter(pk=hold.pk, state=Hold.PENDING).update(state=state, ended_at=at, transfer=booked)

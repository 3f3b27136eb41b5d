"""Money on its way: announced, then posted, voided or expired, once; nothing is spent before it has arrived."""

from datetime import timedelta

import pytest
from django.db import transaction

from billing.ledger import errors, holds
from billing.ledger.models import Hold, Transfer
from tests.billing.ledger.book import AT, CLEARING, funds, held, release, usd

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def announce(key: str = "collect:1", amount: str = "500.00", **how) -> Hold:
    return holds.announce(key=key, kind="fund", debit=CLEARING, credit=funds(), amount=usd(amount), opened_at=AT, **how)


def test_money_announced_cannot_be_spent():
    announce()
    with pytest.raises(errors.Overdrawn), transaction.atomic():
        release()
    assert not Transfer.objects.exists()


def test_money_arrived_is_booked_once():
    hold = announce()
    first = holds.settle(hold=hold, at=AT + DAY)
    assert holds.settle(hold=hold, at=AT + 2 * DAY) == first
    hold.refresh_from_db()
    assert (hold.state, hold.ended_at, hold.transfer) == ("posted", AT + DAY, first)
    assert held(funds()) == "500.00"


def test_announced_twice_it_is_one_hold_and_never_another_amount():
    assert announce() == announce()
    with pytest.raises(errors.KeyReused):
        announce(amount="1.00")


def test_a_voided_hold_never_books():
    hold = announce()
    holds.void(hold=hold, at=AT)
    holds.void(hold=hold, at=AT)
    with pytest.raises(errors.HoldEnded):
        holds.settle(hold=hold, at=AT)
    assert held(funds()) == "0.00"


def test_a_posted_hold_cannot_be_voided():
    hold = announce()
    holds.settle(hold=hold, at=AT)
    with pytest.raises(errors.HoldEnded):
        holds.void(hold=hold, at=AT)


def test_a_hold_expires_at_its_own_time_however_late_anybody_looks():
    hold = announce(expires_at=AT + DAY)
    assert holds.expire_due(at=AT + DAY - timedelta(seconds=1)) == 0
    assert holds.expire_due(at=AT + 9 * DAY) == 1
    assert holds.expire_due(at=AT + 9 * DAY) == 0
    hold.refresh_from_db()
    assert (hold.state, hold.ended_at) == ("expired", AT + DAY)
    with pytest.raises(errors.HoldEnded):
        holds.settle(hold=hold, at=AT + 9 * DAY)

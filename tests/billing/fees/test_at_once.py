"""Two contracts of one pair released at the same moment cost what they cost one after the other."""

from functools import partial

import pytest
from django.db import transaction

from billing.fees import actions, queries
from billing.fees.ladder import Ladder
from billing.fees.models import FeeReceipt
from billing.fees.terms import Terms
from kernel.actors import SYSTEM
from kernel.money import Money
from tests.billing.fees.test_charging import AT, CLARA, FELIX, TWENTY, usd
from tests.billing.racing import race

TEN = Ladder.steps("USD", (500_00, 1000), (10_000_00, 500), (None, 300))
pytestmark = pytest.mark.django_db(transaction=True)


def _release(contract_id: int, payment: str, ladder: Ladder = TWENTY) -> Money:
    with transaction.atomic():
        return actions.assess(
            key=f"release:{contract_id}",
            terms=Terms(1, ladder),
            client_id=CLARA,
            freelancer_id=FELIX,
            contract_id=contract_id,
            payment=usd(payment),
            actor=SYSTEM,
            at=AT,
        ).fee


def test_300_and_400_at_once_give_120_in_all(atelier):
    fees = race(partial(_release, 1, "300.00"), partial(_release, 2, "400.00"), tenant=atelier)
    assert sum(fees, usd("0")) == usd("120.00")
    assert queries.billed(CLARA, FELIX, "USD") == usd("700.00")
    assert sorted(FeeReceipt.objects.values_list("before_minor", flat=True)) in ([0, 300_00], [0, 400_00])


@pytest.mark.parametrize("order", [("300.00", "400.00"), ("400.00", "300.00")])
def test_under_10_5_3_they_give_60_in_any_order(atelier, order):
    jobs = [partial(_release, number, payment, TEN) for number, payment in enumerate(order, start=1)]
    assert sum(race(*jobs, tenant=atelier), usd("0")) == usd("60.00")


def test_two_refunds_at_once_never_give_back_more_than_was_paid(atelier):
    _release(1, "400.00")
    receipt = FeeReceipt.objects.get()

    def back(number: int) -> Money:
        with transaction.atomic():
            key, amount = f"refund:{number}", usd("250.00")
            return actions.refund_fee(key=key, receipt=receipt, amount=amount, actor=SYSTEM, at=AT).amount

    ended = race(*(partial(back, number) for number in range(6)), tenant=atelier)
    assert sorted(type(each).__name__ for each in ended) == ["Money", *["UnableToRefund"] * 5]
    assert queries.billed(CLARA, FELIX, "USD") == usd("150.00")


def test_the_same_release_twelve_times_at_once_counts_once(atelier):
    fees = race(*[partial(_release, 1, "400.00")] * 12, tenant=atelier)
    assert fees == [usd("80.00")] * 12
    assert queries.billed(CLARA, FELIX, "USD") == usd("400.00")
    assert FeeReceipt.objects.count() == 1

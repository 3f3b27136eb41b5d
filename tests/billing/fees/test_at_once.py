"""Two contracts of one pair released at the same moment cost what they cost one after the other."""

from functools import partial

import pytest
from django.db import transaction

from billing.fees import actions, queries
from billing.fees.models import FeeReceipt
from billing.fees.terms import Terms
from kernel.actors import SYSTEM
from kernel.money import Money
from tests.billing.fees.test_charging import AT, CLARA, FELIX, TWENTY, usd
from tests.billing.racing import race

pytestmark = pytest.mark.django_db(transaction=True)


def _release(contract_id: int, payment: str) -> Money:
    with transaction.atomic():
        return actions.assess(
            key=f"release:{contract_id}",
            terms=Terms(1, TWENTY),
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


def test_the_same_release_twelve_times_at_once_counts_once(atelier):
    fees = race(*[partial(_release, 1, "400.00")] * 12, tenant=atelier)
    assert fees == [usd("80.00")] * 12
    assert queries.billed(CLARA, FELIX, "USD") == usd("400.00")
    assert FeeReceipt.objects.count() == 1

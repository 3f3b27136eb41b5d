"""The ledger by itself."""

import pytest

from billing.ledger import reconcile
from billing.payments import reconciling as payments


@pytest.fixture(autouse=True)
def without_gateways(monkeypatch):
    """The transfers of these tests stand for no payment; what payments check has its own tests."""
    monkeypatch.setattr(reconcile, "_checks", [check for check in reconcile._checks if check is not payments.check])

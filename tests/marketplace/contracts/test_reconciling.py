"""Σ project funds = Σ funded and unreleased work: a cent too much or too little of either is found."""

import pytest

from billing.ledger import accounts, posting, reconcile
from billing.ledger.posting import Move
from tests.marketplace import stage
from tests.marketplace.stage import NOON, usd

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opening")]
OPENINGS = stage.OPENINGS
OUTSIDE = accounts.EXP_LOSS


@pytest.mark.parametrize("kind", [accounts.funds, accounts.fee_hold])
@pytest.mark.parametrize("more", [True, False])
def test_a_cent_that_no_work_stands_for_is_found(funded, kind, more):
    assert reconcile.run() == []
    code = kind("milestone", funded.milestone().pk)
    move = Move(OUTSIDE, code, usd("0.01")) if more else Move(code, OUTSIDE, usd("0.01"))
    posting.post(key="astray", kind="test", moves=[move], effective_at=NOON)
    assert [(finding.check, finding.subject) for finding in reconcile.run()] == [("project funds", code)]

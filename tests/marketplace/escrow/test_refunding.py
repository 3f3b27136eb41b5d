"""A freelancer gives released money back: out of what she has, of her own contract's release, once for each time."""

import pytest

from billing.ledger import accounts, posting
from billing.ledger.models import Transfer
from billing.ledger.posting import Move
from kernel.actors import Actor
from marketplace.contracts import steps
from marketplace.escrow import actions as escrow
from marketplace.escrow.errors import UnableToRefund
from marketplace.escrow.models import Release
from tests.billing.racing import race
from tests.marketplace import stage
from tests.marketplace.stage import NOON, days, usd

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivered(clara, felix):
    """Made by each test: one of them commits."""
    work = stage.hired(clara, felix, "500.00", taxed=True)
    work.fund()
    work.deliver()
    return work


@pytest.fixture
def give_back(delivered, felix):
    """380.00 net of 500.00 have been released to Felix; he gives some of it back."""
    delivered.approve()
    paid, deal = Release.objects.get(), steps.deal_of(delivered.fresh())
    return lambda amount, at=NOON, deal=deal: escrow.refund_released(
        deal=deal, release_id=paid.pk, amount=usd(amount), actor=Actor.of(felix), at=at
    )


def test_what_is_withdrawn_already_cannot_be_given_back_and_nothing_moves(delivered, give_back):
    stage.tick(NOON + days(5))
    gone = Move(accounts.available(delivered.contract.freelancer_id), accounts.clearing("sandbox"), usd("380.00"))
    posting.post(key="test:withdrawn", kind="test", moves=[gone], effective_at=NOON)
    before = delivered.books()
    with pytest.raises(UnableToRefund, match="balance is too low"):
        give_back("500.00", NOON + days(6))
    assert delivered.books() == before
    assert (Release.objects.get().refunds, Transfer.objects.filter(kind="refund_released").count()) == (0, 0)


def test_a_release_of_another_contract_is_not_there(clara, felix, give_back):
    other = stage.hired(clara, felix, "300.00")
    with pytest.raises(Release.DoesNotExist):
        give_back("1.00", deal=steps.deal_of(other.fresh()))


@pytest.mark.django_db(transaction=True)
def test_two_refunds_of_one_release_at_once_are_two_or_one_but_never_more_than_was_paid(delivered, give_back, atelier):
    results = race(*[lambda: give_back("250.00")] * 2, lambda: give_back("0.01"), tenant=atelier)
    refused = [result for result in results if isinstance(result, Exception)]
    assert len(refused) <= 1, results
    paid = Release.objects.get()
    assert paid.refunds == 3 - len(refused) == Transfer.objects.filter(kind="refund_released").count()
    assert delivered.books()["credit"] == paid.refunded_minor <= 50000

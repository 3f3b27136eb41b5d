"""Several at once, on real connections: one wins, the money moves once, the books add up."""

import pytest
from django.db import transaction
from django.urls import reverse

from billing.ledger import reconcile
from kernel import actors
from kernel.errors import Refused
from marketplace.contracts import actions, states
from marketplace.escrow.models import Release
from tests.billing.racing import race
from tests.marketplace import stage
from tests.marketplace.stage import NOON, days

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def committed(clara, felix):
    work = stage.hired(clara, felix, "500.00", "300.00", taxed=True)
    work.fund(1)
    work.deliver(1)
    return work


def test_approval_release_by_the_clock_and_refund_of_one_milestone_have_one_winner(committed, atelier):
    def by_clock():
        with transaction.atomic():
            at = NOON + days(14)
            return actions.release_overdue(milestone=committed.milestone(), actor=actors.CLOCK, at=at)

    jobs = [committed.approve, by_clock, committed.refund, committed.approve] * 4
    results = race(*jobs, tenant=atelier)
    winners = [found for found in results if not isinstance(found, Exception)]
    assert len(winners) == 1
    assert all(isinstance(lost, Refused) for lost in results if isinstance(lost, Exception)), results
    state = committed.milestone().state
    books = committed.books()
    assert books["clearing"] == 53000
    if state == states.RELEASED:
        assert (books["pending"], Release.objects.count()) == (38000, 1)
    else:
        assert (state, books["credit"], Release.objects.count()) == (states.REFUNDED, 53000, 0)
    assert reconcile.run() == []


def test_two_contracts_of_one_pair_released_at_once_pay_the_same_fee_in_all(clara, felix, atelier):
    works = [stage.hired(clara, felix, amount) for amount in ("300.00", "400.00")]
    for work in works:
        work.fund()
        work.deliver()
    results = race(*(work.approve for work in works), tenant=atelier)
    assert not [found for found in results if isinstance(found, Exception)]
    assert works[0].books()["service_fee"] == 12000
    assert reconcile.run() == []


def test_funding_started_from_many_tabs_is_one_payment(clara, felix, atelier):
    work = stage.hired(clara, felix, "500.00")
    results = race(*[work.start_payment] * 8, tenant=atelier)
    asked = {found.pk for found in results if not isinstance(found, Exception)}
    assert len(asked) == 1
    assert all(isinstance(found, Refused) for found in results if isinstance(found, Exception)), results


def test_two_tabs_that_approve_at_once_pay_once_and_the_other_is_told(committed, atelier, client_for, clara):
    browsers = [client_for(atelier, clara) for _tab in range(2)]
    path = reverse("contracts:release", args=[committed.contract.uuid, committed.milestone().uuid])

    def press(browser):
        return lambda: browser.post(path, {"amount": ""}).status_code

    assert sorted(race(*(press(browser) for browser in browsers), tenant=atelier)) == [302, 409]
    assert (committed.books()["pending"], Release.objects.count()) == (38000, 1)

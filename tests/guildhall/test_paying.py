"""The demo's owners pay: its marketplaces stay open when the clock reviews whose trial is over."""

from datetime import UTC, datetime, timedelta

import pytest

from billing.subscriptions import actions
from billing.subscriptions.models import Plan, Subscription
from guildhall.demo import paying
from kernel.actors import CLOCK, SYSTEM
from tenants.scope import public_scope

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def opened_long_ago(atelier):
    with public_scope():
        plan = Plan.objects.order_by("id").first()
        actions.start_trial(tenant=atelier, plan=plan, actor=SYSTEM, at=NOW - timedelta(days=120))
    return atelier


def state_after_the_clock(tenant, at):
    with public_scope():
        actions.review_all(actor=CLOCK, at=at)
        tenant.refresh_from_db()
        return tenant.state


def test_a_demo_that_is_long_past_its_trial_stays_open_because_its_owner_pays(opened_long_ago):
    paying.ensure("atelier", NOW)
    assert state_after_the_clock(opened_long_ago, NOW) == "active"


def test_a_demo_that_the_clock_has_shut_already_opens_again(opened_long_ago):
    assert state_after_the_clock(opened_long_ago, NOW) == "suspended"
    paying.ensure("atelier", NOW)
    assert state_after_the_clock(opened_long_ago, NOW) == "active"


def test_an_owner_pays_once(opened_long_ago):
    paying.ensure("atelier", NOW)
    with public_scope():
        first = Subscription.objects.get(tenant=opened_long_ago).stripe_subscription
    paying.ensure("atelier", NOW + timedelta(minutes=5))
    with public_scope():
        assert Subscription.objects.get(tenant=opened_long_ago).stripe_subscription == first != ""

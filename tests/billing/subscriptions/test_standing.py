"""Dunning: days 0 to 7 full, to 21 restricted, then suspended; paid, and it is active again."""

from datetime import UTC, datetime, timedelta

import pytest

from billing.subscriptions import actions, queries, states
from billing.subscriptions.models import Subscription
from kernel.actors import CLOCK, SYSTEM
from tenants import actions as standings
from tenants.models import Tenant
from tests.billing.subscriptions.conftest import MARCH

pytestmark = pytest.mark.django_db
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.mark.parametrize(
    "late, standing",
    [
        (timedelta(0), "past_due"),
        (7 * DAY - SECOND, "past_due"),
        (7 * DAY, "restricted"),
        (21 * DAY - SECOND, "restricted"),
        (21 * DAY, "suspended"),
        (400 * DAY, "suspended"),
    ],
)
def test_how_a_marketplace_stands_after_a_payment_failed(late, standing):
    assert states.standing(trial_ends_at=None, paying=True, unpaid_since=MARCH, at=MARCH + late) == standing


@pytest.mark.parametrize("late, standing", [(-SECOND, "trialing"), (timedelta(0), "past_due"), (7 * DAY, "restricted")])
def test_a_trial_nobody_followed_up_runs_out_in_the_same_steps(late, standing):
    assert states.standing(trial_ends_at=MARCH, paying=False, unpaid_since=None, at=MARCH + late) == standing


def test_a_trial_that_was_followed_up_becomes_active():
    assert states.standing(trial_ends_at=MARCH, paying=True, unpaid_since=None, at=MARCH) == "active"


def test_the_marketplace_follows_its_subscription_step_by_step(subscription, atelier):
    ends = subscription.trial_ends_at
    seen = []
    for late in (-SECOND, timedelta(0), 7 * DAY, 21 * DAY):
        actions.review_standing(subscription=subscription, actor=CLOCK, at=ends + late)
        seen.append(Tenant.objects.get(pk=atelier.pk).state)
    assert seen == ["trialing", "past_due", "restricted", "suspended"]


def test_what_the_operator_suspended_stays_suspended(subscription, atelier):
    standings.suspend(tenant=atelier, reason="Look at it.", actor=SYSTEM, at=MARCH)
    actions.review_standing(subscription=subscription, actor=CLOCK, at=subscription.trial_ends_at)
    assert Tenant.objects.get(pk=atelier.pk).state == "suspended"


def test_checkout_brings_a_suspended_marketplace_back(subscription, card, atelier):
    actions.review_standing(subscription=subscription, actor=CLOCK, at=MARCH)
    assert Tenant.objects.get(pk=atelier.pk).state == "suspended"
    assert card("pm_card_visa").stripe_status == "active"
    assert Tenant.objects.get(pk=atelier.pk).state == "active"


def test_an_answer_that_was_asked_for_first_and_comes_last_is_thrown_away(subscription, card, monkeypatch):
    card("pm_card_visa")
    from billing.subscriptions import remote

    true, asked = remote.subscription, []

    def slow(name):
        answer = true(name)
        if not asked:  # somebody else projects in between, and what we hold is old
            Subscription.objects.filter(pk=subscription.pk).update(version=subscription.version + 1)
            answer["status"] = "unpaid"
        asked.append(name)
        return answer

    monkeypatch.setattr(remote, "subscription", slow)
    actions.refresh_subscription(subscription=subscription, actor=CLOCK, at=MARCH)
    subscription.refresh_from_db()
    assert (len(asked), subscription.stripe_status) == (2, "active")


def test_plans_are_data_with_limits_and_prices(subscription, atelier):
    assert [plan.code for plan in queries.plans()] == ["starter", "growth", "scale"]
    assert queries.entitlement(atelier.pk, "members") == 2500
    assert queries.entitlement(atelier.pk, "own_domain") is True
    assert queries.entitlement(999, "members") is False
    assert str(queries.price(subscription.plan, "KWD").amount) == "30.000 KWD"


def test_a_trial_lasts_the_plans_days(subscription):
    assert subscription.trial_ends_at == datetime(2026, 1, 15, tzinfo=UTC)

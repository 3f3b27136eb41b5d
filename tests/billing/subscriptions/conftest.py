"""The operator bills Atelier: in the public schema, against the stand-in for Stripe."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from billing.stripe_gateway import actions as stripe_actions
from billing.stripe_gateway import client
from billing.stripe_gateway.fake import sessions
from billing.subscriptions import actions, usage
from billing.subscriptions.models import Plan
from kernel.actors import GATEWAY, SYSTEM
from kernel.money import Money
from tenants.models import Tenant
from tenants.scope import public_scope

MARCH = datetime(2026, 3, 1, tzinfo=UTC)
CONTRACT = UUID("00000000-0000-4000-8000-000000000007")


@pytest.fixture(autouse=True)
def public(db, atelier):
    """Everything here runs in the public schema."""
    with public_scope():
        Tenant.objects.filter(pk=atelier.pk).update(state="trialing")
        yield


@pytest.fixture
def released():
    """`released.append(usage.Release(…))`: what Atelier released, as the marketplace would say."""
    rows = []

    def provider(since, until):
        return [row for row in rows if since <= row.at < until]

    usage.register(provider)
    yield rows
    usage.unregister(provider)


def release(number: int, amount: str, at: datetime) -> usage.Release:
    return usage.Release(CONTRACT, number, Money.parse(amount, "USD"), at)


@pytest.fixture
def subscription(atelier):
    """Atelier on Growth (99.00 a month and 1 % of volume) since 1 January, its trial long over."""
    plan = Plan.objects.get(code="growth")
    return actions.start_trial(tenant=atelier, plan=plan, actor=SYSTEM, at=datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def card(subscription):
    """`card("pm_card_visa")`: Olga goes through Checkout with that card; then the stand-in is heard."""

    def leave(method: str):
        url = actions.open_checkout(subscription=subscription, return_url="/", actor=SYSTEM, at=MARCH)
        with client.fake_transport().store.open() as world:
            sessions.complete_checkout(world, url.rstrip("/").split("/")[-1], method)
        hear()
        subscription.refresh_from_db()
        return subscription

    return leave


def hear(at: datetime = MARCH) -> None:
    """The stand-in sends what it has to say, and the worker takes it on."""
    stripe_actions.hear(connection=client.operator(), actor=GATEWAY, at=at)


def world():
    return client.fake_transport().store.open()

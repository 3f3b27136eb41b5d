"""The life of a marketplace: its bills and the operator move it, each move with its history in public."""

from datetime import UTC, datetime, timedelta

import pytest

from kernel import errors, history
from kernel.actors import CLOCK, GATEWAY, SYSTEM, Actor
from tenants import actions, scope, states
from tenants.models import Tenant

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
ADA = Actor("operator", 1, "Ada")


@pytest.fixture
def place(atelier):
    """`place("past_due")` is Atelier in that state."""

    def put(state, **facts):
        with scope.public_scope():
            Tenant.objects.filter(pk=atelier.pk).update(state=state, **facts)
            atelier.refresh_from_db()
        return atelier

    return put


def told(tenant):
    with scope.public_scope():
        return [(entry.verb, entry.source, entry.target) for entry in history.of(tenant)]


def test_what_the_operator_suspends_no_payment_opens_again(place):
    tenant = actions.suspend(tenant=place("active"), reason="Stolen  logo.", actor=ADA, at=AT)
    assert (tenant.state, tenant.held) == (states.SUSPENDED, "Stolen logo.")
    actions.move_on(tenant=tenant, standing=states.ACTIVE, actor=GATEWAY, at=AT + timedelta(days=1))
    assert tenant.state == states.SUSPENDED
    actions.restore(tenant=tenant, actor=ADA, at=AT + timedelta(days=2))
    assert (tenant.state, tenant.held) == (states.ACTIVE, "")
    assert told(tenant) == [("suspend", "active", "suspended"), ("restore", "suspended", "active")]


def test_a_restored_marketplace_goes_on_as_it_stands_with_its_bills(place):
    tenant = actions.suspend(tenant=place("trialing"), reason="Look.", actor=ADA, at=AT)
    assert actions.restore(tenant=tenant, standing=states.TRIALING, actor=ADA, at=AT).state == states.TRIALING


def test_restoring_one_that_does_not_pay_is_the_operators_grace(place):
    tenant = actions.restore(tenant=place("suspended"), standing=states.SUSPENDED, actor=ADA, at=AT)
    assert tenant.state == states.ACTIVE


def test_one_that_its_bills_shut_can_be_held_by_the_operator_too(place):
    tenant = actions.suspend(tenant=place("suspended"), reason="Fraud.", actor=ADA, at=AT)
    assert actions.move_on(tenant=tenant, standing=states.ACTIVE, actor=GATEWAY, at=AT).state == states.SUSPENDED
    with pytest.raises(errors.NotAllowed):
        actions.suspend(tenant=tenant, reason="Again.", actor=ADA, at=AT)
    assert told(tenant) == [("hold", "", "")]


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_suspending_without_a_reason_is_refused_and_moves_nothing(place, reason):
    tenant = place("active")
    with pytest.raises(actions.UnableToMove):
        actions.suspend(tenant=tenant, reason=reason, actor=ADA, at=AT)
    with scope.public_scope():
        tenant.refresh_from_db()
    assert (tenant.state, told(tenant)) == (states.ACTIVE, [])


@pytest.mark.parametrize("state", ["requested", "building", "purged"])
def test_what_is_not_built_or_is_gone_follows_no_bill_and_is_not_suspended(place, state):
    tenant = place(state)
    for standing in ("trialing", "active", "past_due", "restricted", "suspended"):
        assert actions.move_on(tenant=tenant, standing=standing, actor=CLOCK, at=AT).state == state
    with pytest.raises(errors.NotAllowed):
        actions.suspend(tenant=tenant, reason="Why not.", actor=ADA, at=AT)


def test_a_closed_one_comes_back_only_by_paying(place):
    tenant = place("closed")
    assert actions.move_on(tenant=tenant, standing="past_due", actor=CLOCK, at=AT).state == "closed"
    assert actions.move_on(tenant=tenant, standing="active", actor=GATEWAY, at=AT).state == "active"


def test_closing_is_the_operators_and_undone_by_restoring(place):
    tenant = actions.close(tenant=place("active"), reason="The owner asked for it.", actor=ADA, at=AT)
    assert tenant.state == "closed"
    assert actions.restore(tenant=tenant, actor=ADA, at=AT).state == "active"


def test_building_is_on_record_step_by_step(db):
    from tenants import provisioning

    tenant = provisioning.launch(slug="hof", name="Hof", currency="EUR", language="de", actor=SYSTEM, at=AT)
    assert told(tenant) == [
        ("request", "", "requested"),
        ("build", "requested", "building"),
        ("open", "building", "trialing"),
    ]

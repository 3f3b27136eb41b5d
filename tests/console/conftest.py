"""Ada, the operator, at the public host."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from billing.subscriptions import actions as subscriptions
from billing.subscriptions.models import Plan
from kernel import clock
from kernel.actors import SYSTEM
from tenants.models import Tenant
from tenants.scope import public_scope
from tests import make


@pytest.fixture
def at_public_as(db, settings):
    """`at_public_as("Ada", is_staff=True)` is a browser at the public host, signed in as that person."""

    def browser(name: str, **facts: object) -> Client:
        found = Client(HTTP_HOST=settings.PUBLIC_HOST)
        with public_scope():
            person = User.objects.create_user(f"{name.lower()}@example.com", name=name, **facts)
            make.sign_in(found, person)
        return found

    return browser


@pytest.fixture
def ada(at_public_as) -> Client:
    return at_public_as("Ada", is_staff=True)


@pytest.fixture
def staff(atelier, client_for):
    """`staff("finance")` is a browser at Atelier, signed in as one of the staff; groups come with the template."""

    def browser(role: str, password: str = ""):
        person = make.user(f"Staff {role}")
        person.groups.add(Group.objects.get(name=role))
        if password:
            person.set_password(password)
            person.save()
        return client_for(atelier, person)

    return browser


@pytest.fixture
def subscribed(atelier):
    """Atelier on Growth: 99.00 a month and 1 % of volume, its trial over since yesterday."""
    with public_scope():
        Tenant.objects.filter(pk=atelier.pk).update(state="trialing")
        plan = Plan.objects.get(code="growth")
        now = clock.now()
        found = subscriptions.start_trial(tenant=atelier, plan=plan, actor=SYSTEM, at=now)
        type(found).objects.filter(pk=found.pk).update(trial_ends_at=now.replace(day=1, hour=0, minute=0))
        found.refresh_from_db()
    return found


@pytest.fixture
def tenant_now(atelier):
    """The row of Atelier as it is now."""

    def look() -> Tenant:
        with public_scope():
            return Tenant.objects.get(pk=atelier.pk)

    return look

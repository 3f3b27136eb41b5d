"""The demo shows a marketplace whose owner's card was refused, through the life that every subscription has."""

import pytest
from django.conf import settings
from django.test import Client

from billing.subscriptions.models import Bill, Subscription
from guildhall.demo import cast, late
from kernel import clock
from tenants.models import Tenant
from tenants.scope import public_scope

pytestmark = pytest.mark.django_db


def test_a_marketplace_is_past_due_and_the_operator_sees_it():
    late.ensure(clock.now())
    late.ensure(clock.now())
    with public_scope():
        tenant = Tenant.objects.get(slug=late.SLUG)
        subscription, bill = Subscription.objects.get(tenant=tenant), Bill.objects.get()
        assert (tenant.state, subscription.state, bill.state) == ("past_due", "past_due", "failed")
        assert bill.total.minor > 0
        operator = Client(HTTP_HOST=settings.PUBLIC_HOST)
        operator.force_login(cast.ensure_operator(), backend="django.contrib.auth.backends.ModelBackend")
    listed = operator.get("/operator/marketplaces/", {"state": "past_due"}).content.decode()
    assert late.NAME in listed and "Past due" in listed
    assert Client(HTTP_HOST=tenant.host).get("/jobs/").status_code == 200

"""Marketplaces before they are."""

import pytest
from django.db import transaction

from kernel.clock import now
from tenants.models import Tenant
from tenants.provisioning import pool
from tenants.scope import public_scope


@pytest.fixture
def none_waits(db):
    """The schema that waited went to somebody else: the next marketplace is played from the template."""
    with public_scope(), transaction.atomic():
        other = Tenant(slug="other", name="Other", host="other.localhost", created_at=now())
        assert pool.claim(other)
        other.save()

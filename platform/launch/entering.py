"""The address that lets an owner into her marketplace, signed in."""

from datetime import datetime

from accounts import handover
from accounts.models import User
from tenants.models import Tenant
from tenants.scope import tenant_scope


def address(tenant: Tenant, email: str, *, at: datetime) -> str:
    """A link that works once, for a minute, at this marketplace only. Raises User.DoesNotExist when nobody there has
    that address: the steps of building make the owner before the marketplace is ready."""
    with tenant_scope(tenant):
        user = User.objects.get(email=email.lower())
        return handover.issue(user=user, at=at, next_path="/")

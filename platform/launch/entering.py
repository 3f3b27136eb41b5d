"""The address that lets an owner into her marketplace, signed in."""

from datetime import datetime

from tenants.models import Tenant


def address(tenant: Tenant, email: str, *, at: datetime) -> str:
    """A link that works once, for a short while, at this marketplace only."""
    from accounts import handover

    return handover.address(tenant, email=email, at=at)

"""The address that lets an owner into her marketplace, signed in."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from accounts import handover
from accounts.models import User
from tenants import current
from tenants.models import Tenant
from tenants.scope import tenant_scope


def address(tenant: Tenant, email: str, *, at: datetime) -> str:
    """A link that works once, for a minute, at this marketplace only; its front door when she has no account there.

    Whoever calls this has made sure that she reads that mailbox, or is the one who has just signed up.
    """
    with tenant_scope(tenant):
        owner = User.objects.filter(email__iexact=email, is_active=True).first()
        if owner is None:
            return current.base_url(tenant.host or "")
        if owner.has_usable_password():
            return handover.issue(user=owner, at=at)
        return handover.issue(user=owner, at=at, next_path=reverse("mfa_add_webauthn", urlconf=settings.ROOT_URLCONF))

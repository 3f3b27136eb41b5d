"""The address that lets an owner into her marketplace, signed in."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from accounts import handover
from accounts.models import User
from tenants import current
from tenants.models import Tenant
from tenants.scope import tenant_scope


def address(tenant: Tenant, email: str, *, at: datetime, has_signed_up: bool = False) -> str:
    """A link that works once, for a minute, at this marketplace only; its front door when she has no account there.

    Whoever calls this has made sure that she reads that mailbox, or is the one who `has_signed_up` in this browser; the
    password she chose there minutes ago is as good as one typed at the door.
    """
    with tenant_scope(tenant):
        owner = User.objects.filter(email__iexact=email, is_active=True).first()
        if owner is None:
            return current.base_url(tenant.host or "")
        if owner.has_usable_password():
            minutes_ago = at - timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
            typed = has_signed_up and owner.joined_at > minutes_ago
            return handover.issue(user=owner, at=at, has_typed_password=typed)
        return handover.issue(user=owner, at=at, next_path=reverse("mfa_add_webauthn", urlconf=settings.ROOT_URLCONF))

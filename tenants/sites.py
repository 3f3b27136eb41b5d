"""Wagtail's Site: one in each marketplace, its host the main domain. What Wagtail previews and links depends on it."""

from django.apps import apps
from django.conf import settings

from tenants.models import Tenant

_PORTS = {"http": 80, "https": 443}


def keep_in_step(tenant: Tenant) -> None:
    """Write the tenant's main host and name on the Site of the schema that is active."""
    site = apps.get_model("wagtailcore", "Site").objects.get(is_default_site=True)
    site.hostname = tenant.host
    site.port = settings.PUBLIC_PORT or _PORTS[settings.PUBLIC_SCHEME]
    site.site_name = tenant.name
    site.save()

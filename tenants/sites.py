"""Wagtail's Site: one in each marketplace, its host the main domain. What Wagtail previews and links depends on it.

Wagtail takes the address of its console from one global setting. Here it is a property: whoever reads it gets the
address of the marketplace that is active, in mails and images too.
"""

from django.apps import apps
from django.conf import LazySettings, settings

from tenants import current
from tenants.models import Tenant

_PORTS = {"http": 80, "https": 443}


def keep_in_step(tenant: Tenant) -> None:
    """Write the tenant's main host and name on the Site of the schema that is active."""
    site = apps.get_model("wagtailcore", "Site").objects.get(is_default_site=True)
    site.hostname = tenant.host
    site.port = settings.PUBLIC_PORT or _PORTS[settings.PUBLIC_SCHEME]
    site.site_name = tenant.name
    site.save()


def install() -> None:
    """Give each marketplace's console its own address. Called once, when the apps are ready."""
    LazySettings.WAGTAILADMIN_BASE_URL = property(_base_url)  # type: ignore[attr-defined]


def _base_url(_settings: object) -> str | None:
    return current.get().base_url or None

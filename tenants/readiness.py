"""Is a marketplace's schema one that this code can serve? If not it gets 503, never wrong data.

Migrations only expand, so code of the version before keeps working on a newer schema: a schema is ready when its
template is this code's own, or one built later.
"""

from django.db import connection

from tenants import scope
from tenants.models import Template, Tenant
from tenants.provisioning import template

_accepted: dict[str, set[str]] = {}


def is_ready(tenant: Tenant) -> bool:
    """No query when the versions are equal or the answer was yes before."""
    return tenant.template_version == template.version() or _is_newer(tenant.template_version)


def template_stands() -> bool:
    """Whether this version's template has been built."""
    return template.current() is not None


def _is_newer(version: str) -> bool:
    known = _accepted.setdefault(f"{connection.settings_dict['NAME']}/{template.version()}", set())
    if version in known:
        return True
    with scope.public_scope():
        places = dict(Template.objects.values_list("version", "id"))
    mine, theirs = places.get(template.version()), places.get(version)
    if mine is None or theirs is None or theirs <= mine:
        return False
    known.add(version)
    return True

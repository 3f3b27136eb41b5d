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
    shape = template.shape_of(tenant.template_version)
    return shape == template.shape_of(template.version()) or _is_newer(shape)


def template_stands() -> bool:
    """Whether this version's template has been built."""
    return template.current() is not None


def _is_newer(shape: str) -> bool:
    known = _accepted.setdefault(f"{connection.settings_dict['NAME']}/{template.version()}", set())
    if shape in known:
        return True
    with scope.public_scope():
        rows = Template.objects.order_by("id").values_list("version", "id")
        places = {template.shape_of(version): place for version, place in rows}
    mine, theirs = places.get(template.shape_of(template.version())), places.get(shape)
    if mine is None or theirs is None or theirs <= mine:
        return False
    known.add(shape)
    return True

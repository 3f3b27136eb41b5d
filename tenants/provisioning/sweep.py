"""What crashes leave behind: marketplaces half built are finished, schemas nobody owns are found."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from tenants import scope, states
from tenants.models import PooledSchema, Tenant
from tenants.provisioning import dump, launching, pool

STALLED = timedelta(minutes=2)
_OURS = r"^t_[0-9a-f]{16}$"


def sweep(*, actor: Any, at: datetime, stalled: timedelta = STALLED) -> list[str]:
    """Resume every marketplace asked for long enough ago and not yet open; returns the slugs that were finished.

    One that fails again stops nobody else: its error is on record, the next sweep tries again.
    """
    with scope.public_scope():
        left = Tenant.objects.filter(state__in=[states.REQUESTED, states.BUILDING], created_at__lte=at - stalled)
        waiting = list(left.order_by("id"))
    finished = []
    for tenant in waiting:
        try:
            launching.resume(tenant, actor=actor, at=at)
        except launching.StepFailed:
            continue
        finished.append(tenant.slug)
    return finished


def orphans() -> list[str]:
    """Schemas that look like ours and belong to no tenant and not to the pool."""
    with scope.public_scope(), connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ %s ORDER BY 1", [_OURS])
        found = {row[0] for row in cursor.fetchall()} - {dump.SENTINEL}
        found -= set(Tenant.objects.values_list("schema_name", flat=True))
        found -= set(PooledSchema.objects.values_list("schema_name", flat=True))
    return sorted(found)


def drop_orphans() -> list[str]:
    """Drop them, one transaction each; returns their names. Called by hand only: data is never dropped on a guess."""
    names = orphans()
    for name in names:
        pool.drop(name)
    return names

"""Ready schemas: launching claims one instead of playing the template while somebody waits."""

from datetime import datetime

from django.db import connection, transaction

from tenants import scope, wall
from tenants.models import PooledSchema, Tenant, new_schema_name
from tenants.provisioning import dump, template


class NoTemplate(RuntimeError):
    """This version's template has not been built: run `manage.py template`."""


def fill(*, target: int, at: datetime) -> int:
    """Make schemas until `target` of this version are ready; returns how many were made. Ones of other versions go.

    A schema and its row appear in one transaction, so a crash leaves no schema without a row.
    """
    drop_outdated()
    made = 0
    while ready() < target:
        with scope.public_scope(), transaction.atomic():
            row = PooledSchema.objects.create(
                schema_name=new_schema_name(), template_version=template.version(), created_at=at
            )
            play(row.schema_name)
        made += 1
    return made


def ready() -> int:
    """How many schemas of this version wait."""
    with scope.public_scope():
        return PooledSchema.objects.filter(template_version=template.version()).count()


def drop_outdated() -> int:
    """Drop waiting schemas that an older template made, one transaction each; returns how many."""
    with scope.public_scope():
        old = list(PooledSchema.objects.exclude(template_version=template.version()))
        for row in old:
            with transaction.atomic():
                if PooledSchema.objects.filter(pk=row.pk).delete()[0]:
                    drop(row.schema_name)
    return len(old)


def claim(tenant: Tenant) -> bool:
    """Give `tenant` a waiting schema, in the caller's transaction. False when none is ready. No two get the same."""
    row = (
        PooledSchema.objects.select_for_update(skip_locked=True)
        .filter(template_version=template.version())
        .order_by("id")
        .first()
    )
    if row is None:
        return False
    tenant.schema_name = row.schema_name
    row.delete()
    return True


def play(name: str) -> None:
    """Play this version's template as schema `name`, in the caller's transaction."""
    made = template.current()
    if made is None:
        raise NoTemplate("Run `manage.py template` first.")
    if made.sql:
        dump.play(made.sql, name)
    else:
        template.clone(name)


def exists(name: str) -> bool:
    """Whether the database has a schema of that name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [name])
        return cursor.fetchone() is not None


def drop(name: str) -> None:
    """Drop a schema with all that is in it."""
    with wall.as_owner(), connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {connection.ops.quote_name(name)} CASCADE")

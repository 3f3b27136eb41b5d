"""The template: one schema, migrated once per release, from which every marketplace is played."""

import functools
import hashlib
import importlib
import importlib.util
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django_tenants.clone import CloneSchema

from tenants import scope, wall
from tenants.models import Template
from tenants.provisioning import dump, migrating

SCHEMA = dump.SENTINEL
_furniture: list[tuple[str, str]] = []


def furnish_with(module: str, function: str) -> None:
    """Let upper floors put the rows into the template that every marketplace begins with and that depend on nobody's
    answers. Told in AppConfig.ready(); called without arguments inside the template's schema, in this order; doing it
    twice must change nothing. A change of the module makes a new version of the template."""
    if (module, function) not in _furniture:
        _furniture.append((module, function))


def furnish(name: str) -> None:
    """Put the rows of all who asked (`furnish_with`) into schema `name`, which has its tables."""
    with scope.schema_scope(name):
        for module, function in _furniture:
            getattr(importlib.import_module(module), function)()


@functools.cache
def version() -> str:
    """A name for the schema that this code gives a new marketplace: `shape.furniture`, a hash over its apps' migrations
    and one over what furnishes it."""
    shape, furniture = hashlib.sha256(), hashlib.sha256()
    for label in sorted(migrating.labels_in(settings.TENANT_APPS)):
        for path in migrating.files(label):
            shape.update(f"{label}/{path.name}".encode() + path.read_bytes())
    for module, function in _furniture:
        spec = importlib.util.find_spec(module)
        assert spec is not None and spec.origin is not None
        furniture.update(f"{module}.{function}".encode() + Path(spec.origin).read_bytes())
    return f"{shape.hexdigest()[:16]}.{furniture.hexdigest()[:8]}"


def shape_of(version: str) -> str:
    """The part of a version that code must fit: schemas that differ only in their first rows are served alike."""
    return version.partition(".")[0]


def is_furnished_alike(version_: str) -> bool:
    """Whether what every marketplace begins with is the same in that version as in this code's."""
    return version_.partition(".")[2] == version().partition(".")[2]


def build(*, at: datetime, anew: bool = True) -> Template:
    """Make this version's template and keep it as SQL. Seconds; once per release, never inside a transaction.

    `anew=False` migrates the schema of the version before instead of starting from nothing.
    """
    with wall.as_owner():
        return _build(at, anew)


def _build(at: datetime, anew: bool) -> Template:
    if anew:
        with scope.public_scope(), connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {connection.ops.quote_name(SCHEMA)} CASCADE")
    migrating.migrate(SCHEMA)
    furnish(SCHEMA)
    with scope.public_scope():
        script = _settle()
        template, _made = Template.objects.update_or_create(
            version=version(), defaults={"sql": script, "schema_name": SCHEMA, "created_at": at}
        )
    return template


def _settle() -> str:
    """Write the template to SQL and play it in its own place: PostgreSQL words some checks differently the second
    time, and marketplaces must read exactly like the template. Empty where there is no pg_dump: see `clone`."""
    try:
        script = dump.as_script(SCHEMA)
    except dump.NoDump:
        return ""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA {connection.ops.quote_name(SCHEMA)} CASCADE")
        dump.play(script, SCHEMA)
    return script


def current() -> Template | None:
    """This version's template, if it has been built."""
    with scope.public_scope():
        return Template.objects.filter(version=version()).first()


def clone(name: str) -> None:
    """Copy the template schema inside the database: slower, for where there is no pg_dump."""
    with wall.as_owner(), scope.public_scope():
        CloneSchema()._create_clone_schema_function()
        with connection.cursor() as cursor:
            # Its own way to copy privileges names sequences of tables that are gone.
            cursor.execute("SELECT clone_schema(%s, %s, 'DATA', 'NOACL')", [SCHEMA, name])
        migrating.mark(name)
        wall.open_to_runtime(name)

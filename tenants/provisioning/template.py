"""The template: one schema, migrated once per release, from which every marketplace is played."""

import functools
import hashlib
import importlib
import io
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django_tenants.utils import get_tenant_base_migrate_command_class

from tenants import scope
from tenants.models import Template
from tenants.provisioning import dump

SCHEMA = dump.SENTINEL


@functools.cache
def version() -> str:
    """A name for what this code expects a marketplace's schema to be: a hash over its apps' migrations."""
    digest = hashlib.sha256()
    for label in sorted(_tenant_labels()):
        for path in _migrations(label):
            digest.update(f"{label}/{path.name}".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _tenant_labels() -> list[str]:
    listed = set(settings.TENANT_APPS)
    return [
        config.label
        for config in apps.get_app_configs()
        if config.name in listed or f"{config.__module__}.{config.__class__.__qualname__}" in listed
    ]


def _migrations(label: str) -> list[Path]:
    module = f"{apps.get_app_config(label).name}.migrations"
    try:
        found = importlib.import_module(module)
    except ModuleNotFoundError:
        return []
    return sorted(Path(next(iter(found.__path__))).glob("[0-9]*.py"))


def migrate(name: str) -> None:
    """Bring schema `name` up to this code by Django's own migrations: for the template and for public."""
    with scope.schema_scope(name):
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {connection.ops.quote_name(name)}")
        MigrationRecorder(connection).ensure_schema()
        command = get_tenant_base_migrate_command_class()(stdout=io.StringIO())
        call_command(command, interactive=False, verbosity=0)


def build(*, at: datetime) -> Template:
    """Make this version's template anew and keep it as SQL. Seconds; once per release, never inside a transaction."""
    with scope.public_scope(), connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {connection.ops.quote_name(SCHEMA)} CASCADE")
    migrate(SCHEMA)
    with scope.public_scope():
        try:
            script = dump.as_script(SCHEMA)
        except dump.NoDump:
            script = ""  # played by django-tenants' clone function instead
        template, _made = Template.objects.update_or_create(
            version=version(), defaults={"sql": script, "schema_name": SCHEMA, "created_at": at}
        )
    return template


def current() -> Template | None:
    """This version's template, if it has been built."""
    with scope.public_scope():
        return Template.objects.filter(version=version()).first()

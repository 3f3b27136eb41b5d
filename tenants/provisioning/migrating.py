"""Bringing a schema up to this code by Django's own migrations: those of the apps that live in it, and no others.

`migrate` of Django goes through every app's for every schema, only to change nothing there and to write down that it
did: half of its time for the public schema.
"""

import gc
from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from tenants import scope, wall
from tenants.models import PUBLIC


def migrate(name: str, *labels: str, follow: Callable[..., None] | None = None) -> None:
    """Bring schema `name` up to this code (some apps only). Seconds, and never inside a transaction. `follow` is told
    how far it is, as MigrationExecutor tells it."""
    with wall.as_owner(), scope.schema_scope(name):
        wall.stand()
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {connection.ops.quote_name(name)}")
            mark(name)
        MigrationRecorder(connection).ensure_schema()
        living = labels_in(settings.SHARED_APPS if name == PUBLIC else settings.TENANT_APPS)
        _run(living & set(labels) if labels else living, follow)
        wall.open_to_runtime(name)


def is_behind() -> bool:
    """Whether this code has tables of the public schema that are not made yet."""
    executor = MigrationExecutor(connection)
    living = labels_in(settings.SHARED_APPS)
    return bool(executor.migration_plan([leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] in living]))


def mark(name: str) -> None:
    """Write a schema's name into its comment; the backend looks whether it is where it means to be."""
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON SCHEMA {connection.ops.quote_name(name)} IS '{name}'")


def labels_in(listed: list[str]) -> set[str]:
    """The labels of apps that settings list by their package or by their config."""
    return {
        config.label
        for config in apps.get_app_configs()
        if config.name in listed or f"{config.__module__}.{config.__class__.__qualname__}" in listed
    }


def files(label: str) -> list[Path]:
    """The files of an app's migrations, in order; none where it has none."""
    return sorted((Path(apps.get_app_config(label).path) / "migrations").glob("[0-9]*.py"))


def _run(labels: set[str], follow: Callable[..., None] | None) -> None:
    """What Django's command does, towards the newest migrations of these apps."""
    gc.freeze()  # the thousands of models that it makes and forgets are looked through without all that is loaded
    executor = MigrationExecutor(connection, follow)
    executor.loader.check_consistent_history(connection)
    targets = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] in labels]
    plan = executor.migration_plan(targets)
    state = executor._create_project_state(with_applied_migrations=True)  # type: ignore[attr-defined] # as Django does
    emit_pre_migrate_signal(0, False, connection.alias, apps=state.apps, plan=plan)
    state = executor.migrate(targets, plan=plan, state=state.clone())
    state.clear_delayed_apps_cache()
    emit_post_migrate_signal(0, False, connection.alias, apps=state.apps, plan=plan)

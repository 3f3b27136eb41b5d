"""What each migration says to the database: learnt once, said again in every other schema."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations import Migration, operations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from tenants import scope
from tenants.provisioning import migrating, template

Key = tuple[str, str]  # app label, name
# What only looks, what a transaction is made of, and the record, which is written anew for each schema.
_NOT_PLAYED = re.compile(
    r"""\s*(SELECT(?!\s+setval)|SHOW|SET\s+(LOCAL\s+)?(search_path|role)|SAVEPOINT|RELEASE|ROLLBACK)\b
    |.*\bdjango_migrations\b""",
    re.I | re.S | re.X,
)
_OF_MODELS = (
    operations.CreateModel,
    operations.DeleteModel,
    operations.RenameModel,
    operations.AlterModelOptions,
)


@dataclass
class Script:
    """One migration. `playable`: it is the same statements in every schema; one that runs Python, or that cannot be
    undone half-way, is Django's to run. `of_models`: content types and permissions follow it."""

    playable: bool
    of_models: bool
    statements: list[tuple[Any, Any]] = field(default_factory=list)


class Scripts:
    """`missing(schema)` is what it lacks, in order; `knows(them)` whether `play` will do, or `learn` must."""

    def __init__(self) -> None:
        with scope.schema_scope(template.SCHEMA):
            executor = MigrationExecutor(connection)
            labels = migrating.labels_in(settings.TENANT_APPS)
            targets = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] in labels]
            plan = executor.migration_plan(targets, clean_start=True)
        self._order: list[Key] = [(migration.app_label, migration.name) for migration, _back in plan]
        self._scripts: dict[Key, Script] = {}

    def missing(self, schema: str) -> list[Key]:
        with scope.schema_scope(schema):
            applied = set(MigrationRecorder(connection).applied_migrations())
        return [key for key in self._order if key not in applied]

    def knows(self, keys: Iterable[Key]) -> bool:
        return all(key in self._scripts and self._scripts[key].playable for key in keys)

    def of_models(self, keys: Iterable[Key]) -> bool:
        return any(self._scripts[key].of_models for key in keys)

    def play(self, schema: str, keys: Iterable[Key]) -> None:
        """Say it again, each migration in a transaction together with its record."""
        with scope.schema_scope(schema):
            for key in keys:
                with transaction.atomic(), connection.cursor() as cursor:
                    for sql, params in self._scripts[key].statements:
                        cursor.execute(sql, params)
                    MigrationRecorder(connection).record_applied(*key)

    def learn(self, schema: str) -> None:
        """Have Django migrate the schema, and write down what that says."""
        heard: dict[Key, Script] = {}
        open_: list[Script] = []

        def follow(action: str, migration: Migration | None = None, fake: bool = False) -> None:
            if action == "apply_start" and migration is not None:
                heard[migration.app_label, migration.name] = script = _blank(migration)
                open_[:] = [script]
            elif action == "apply_success":
                open_.clear()

        def listen(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
            result = execute(sql, params, many, context)
            if open_ and not _NOT_PLAYED.match(str(sql)):
                open_[0].statements.append((sql, params))
                open_[0].playable &= not many and schema not in str(sql)
            return result

        with connection.execute_wrapper(listen):
            migrating.migrate(schema, follow=follow)
        self._scripts |= heard


def _blank(migration: Migration) -> Script:
    inside = list(_flat(migration.operations))
    runs_python = any(isinstance(one, operations.RunPython) for one in inside)
    return Script(
        playable=migration.atomic and not runs_python, of_models=any(isinstance(one, _OF_MODELS) for one in inside)
    )


def _flat(found: Iterable[Any]) -> Iterable[Any]:
    for one in found:
        if isinstance(one, operations.SeparateDatabaseAndState):
            yield from _flat([*one.database_operations, *one.state_operations])
        else:
            yield one

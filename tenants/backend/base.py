"""The database backend: PostgreSQL, one schema per marketplace, and nothing read from public by mistake.

The search path of a marketplace holds its own schema only. A table that is missing there is an error, never a silent
read of public's table of the same name. Rows of public (tenants, plans) are read under `tenants.scope.public_scope()`.
"""

from collections.abc import Callable
from typing import Any

from django_tenants.postgresql_backend import base

from tenants.backend.schema import SchemaEditor

# Where a database keeps the functions of its extensions, if it has any; nothing else lives there.
EXTENSIONS = "extensions"
# Each schema of ours carries its own name as its comment: a copy or a renamed one gives itself away.
_WHOSE = "SELECT current_schema()::text, obj_description(current_schema()::regnamespace, 'pg_namespace')"


class WrongSchema(RuntimeError):
    """The connection is not in the marketplace it is meant to be in."""


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection, in one schema at a time."""

    SchemaEditorClass = SchemaEditor

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._proven: set[str] = set()
        super().__init__(*args, **kwargs)

    def set_tenant(self, tenant: Any, include_public: bool = False) -> None:
        """Serve `tenant` from the next statement on. The cache of content types is kept: it is keyed by schema."""
        self.tenant = tenant
        self.schema_name = tenant.schema_name
        self.include_public_schema = False
        self.set_settings_schema(self.schema_name)
        self.search_path_set_schemas = None

    def close(self) -> None:
        self._proven.clear()
        super().close()

    def on_commit(self, func: Callable[[], Any], robust: bool = False) -> None:
        """Run `func` after the commit in the marketplace that is active now, whichever is active then."""
        tenant = self.tenant
        super().on_commit(lambda: self._run_in(tenant, func), robust)

    def _run_in(self, tenant: Any, func: Callable[[], Any]) -> None:
        before = self.tenant
        self.set_tenant(tenant)
        try:
            func()
        finally:
            self.set_tenant(before)

    def _get_cursor_search_paths(self) -> list[str]:
        base._check_schema_name(self.schema_name)
        return [self.schema_name, EXTENSIONS]

    def _handle_search_path(self, cursor: Any = None) -> None:
        """The switch, and the second wall: the schema itself says whose it is, once for each connection."""
        switching = self.search_path_set_schemas is None and not self._setting_search_path
        super()._handle_search_path(cursor)
        if switching and self.search_path_set_schemas and getattr(self.tenant, "pk", None):
            self._prove(self.schema_name)

    def _prove(self, schema: str) -> None:
        if schema in self._proven:
            return
        with self.connection.cursor() as cursor:
            found = cursor.execute(_WHOSE).fetchone()
        if tuple(found) != (schema, schema):
            self.search_path_set_schemas = None
            raise WrongSchema(f"Meant to be in {schema}, found {found[0]}, which says it is {found[1]}.")
        self._proven.add(schema)

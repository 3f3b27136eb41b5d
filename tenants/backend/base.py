"""The database backend: PostgreSQL, one schema per marketplace, and nothing read from public by mistake.

The search path of a marketplace holds its own schema only. A table that is missing there is an error, never a silent
read of public's table of the same name. Rows of public (tenants, plans) are read under `tenants.scope.public_scope()`.
"""

from typing import Any

from django_tenants.postgresql_backend import base

EXTENSIONS = "extensions"


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection, in one schema at a time."""

    def set_tenant(self, tenant: Any, include_public: bool = False) -> None:
        """Serve `tenant` from the next statement on. The cache of content types is kept: it is keyed by schema."""
        self.tenant = tenant
        self.schema_name = tenant.schema_name
        self.include_public_schema = False
        self.set_settings_schema(self.schema_name)
        self.search_path_set_schemas = None

    def _get_cursor_search_paths(self) -> list[str]:
        base._check_schema_name(self.schema_name)
        return [self.schema_name, EXTENSIONS]

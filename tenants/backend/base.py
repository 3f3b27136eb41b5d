"""The database backend: PostgreSQL, one schema per marketplace, and nothing read from public by mistake.

The search path of a marketplace holds its own schema only. A table that is missing there is an error, never a silent
read of public's table of the same name. Rows of public (tenants, plans) are read under `tenants.scope.public_scope()`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError
from django_tenants.postgresql_backend import base
from psycopg.pq import TransactionStatus

from tenants.backend.schema import SchemaEditor

# Where a database keeps the functions of its extensions, if it has any; nothing else lives there.
EXTENSIONS = "extensions"
# Each schema of ours carries its own name as its comment: a copy or a renamed one gives itself away.
_WHOSE = """SELECT current_schema()::text, obj_description(current_schema()::regnamespace, 'pg_namespace'),
    current_user::text"""
# Nothing happens, and no row comes back, where the role does not exist.
_TAKE_ROLE = "SELECT set_config('role', rolname, false) FROM pg_roles WHERE rolname = %s"

# A connection keeps what it learns of each schema: a thousand tables, and the plans that prove their references. Each
# statement that makes a table or an index looks through the plans of all.
MANY_SCHEMAS = 16


class WrongSchema(RuntimeError):
    """The connection is not in the marketplace it is meant to be in."""


class NotEntered(OperationalError):
    """The switch to a marketplace's schema failed: the statement behind it would run in the one before."""


class NoWall(OperationalError):
    """The role that pages and tasks act as does not exist in this database: nothing is served without it."""


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection, in one schema at a time, as a role that owns nothing (`tenants.wall`)."""

    SchemaEditorClass = SchemaEditor
    owning = False  # inside `wall.as_owner()`
    _unplaced = False  # inside `unplaced()`

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

    @property
    def role(self) -> str:
        """Whom pages and tasks act as; empty where the installation goes without the second wall."""
        return self.settings_dict["OPTIONS"].get("assume_role") or ""

    def close(self) -> None:
        self._proven.clear()
        super().close()

    def retire(self) -> None:
        """Before much work outside a transaction: throw a connection away that has been in many schemas."""
        if self.connection is not None and not self.in_atomic_block and len(self._proven) >= MANY_SCHEMAS:
            if self.pool:
                self.pool.drain()  # what is given back afterwards is closed
            else:
                self.connection.close()
            self.close()

    def init_connection_state(self) -> None:
        super().init_connection_state()
        self._take_side()

    def _configure_role(self, connection: Any) -> bool:
        """Django's, for a role that may not exist yet. A pool calls this in a thread of its own, for anybody."""
        if self.role:
            connection.walled = connection.execute(_TAKE_ROLE, [self.role]).fetchone() is not None
        return bool(self.role)

    def _take_side(self) -> None:
        """A connection just taken acts as the runtime role, or as the owner inside `wall.as_owner()`."""
        if not self.role:
            return
        if self.owning:
            self.connection.execute("SET ROLE NONE")
            return
        # A pool may have opened it before there was a role.
        if not self.connection.walled:
            self._configure_role(self.connection)
        if not self.connection.walled:
            self.close()
            raise NoWall(f"There is no role {self.role} for pages and tasks yet: run `manage.py template` first.")

    def _close(self) -> None:
        if self.owning and self.pool and self.connection is not None:
            self._give_back(self.connection)
        super()._close()

    def _give_back(self, connection: Any) -> None:
        """Nobody gets one out of the pool that acts as the owner: it takes the role on again, or is thrown away. Where
        there is no role yet it is marked so, and whoever takes it next is refused."""
        if connection.info.transaction_status == TransactionStatus.IDLE:
            self._configure_role(connection)
        else:
            connection.close()

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

    @contextmanager
    def unplaced(self) -> Iterator[None]:
        """For statements that name their schema themselves: the block enters none, which is a round trip less."""
        self._unplaced = True
        try:
            yield
        finally:
            self._unplaced = False

    def _savepoint_rollback(self, sid: str) -> None:
        """Going back to a savepoint enters no schema: that would be taken back with the rest."""
        with self.unplaced():
            super()._savepoint_rollback(sid)

    def _savepoint_commit(self, sid: str) -> None:
        with self.unplaced():
            super()._savepoint_commit(sid)

    def _handle_search_path(self, cursor: Any = None) -> None:
        """The switch, and the second wall: the schema itself says whose it is, once for each connection.

        Raises Django's errors, as its cursors do, and NotEntered where django-tenants lets a switch that failed pass.
        """
        if self._unplaced:
            return
        switching = self.search_path_set_schemas is None and not self._setting_search_path
        with self.wrap_database_errors:
            super()._handle_search_path(cursor)
            if switching and not self.search_path_set_schemas:
                self._require_failed_transaction()
            elif switching and getattr(self.tenant, "pk", None):
                self._prove(self.schema_name)

    def _require_failed_transaction(self) -> None:
        """There the statement behind the switch fails too, or is the one that takes the transaction back."""
        if self.connection.info.transaction_status != TransactionStatus.INERROR:
            raise NotEntered(f"{self.schema_name} could not be entered.")

    def _prove(self, schema: str) -> None:
        if schema in self._proven:
            return
        with self.connection.cursor() as cursor:
            found = cursor.execute(_WHOSE).fetchone()
        here, says, who = found
        if (here, says) != (schema, schema):
            self.search_path_set_schemas = None
            raise WrongSchema(f"Meant to be in {schema}, found {here}, which says it is {says}.")
        if self.role and not self.owning and who != self.role:
            self.search_path_set_schemas = None
            raise NoWall(f"Meant to act as {self.role} in {schema}, found to be {who}.")
        self._proven.add(schema)

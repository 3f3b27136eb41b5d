"""The second wall: pages and tasks act as a role that owns nothing, creates nothing and rewrites no books.

The database's user (of DATABASE_URL) owns the schemas. Every connection of ours takes the runtime role on as soon as it
is open (`tenants.backend`); only what makes, migrates or drops schemas is done as the owner, in `as_owner()`, and only
here under tenants/. An app narrows what the role may do with its tables by `runtime_may` of its AppConfig, a dict of
table and privileges: a table that only grows has no UPDATE and no DELETE there. The wall stops mistakes and a page's
SQL, not somebody who may run any statement: who has the owner's password is the owner.
"""

import functools
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.apps import apps
from django.db import ProgrammingError, transaction
from psycopg import sql

from tenants.wire import connection

# Migrations are the owner's.
_OURS = {"django_migrations": "SELECT"}
_SCHEMAS = "SELECT nspname FROM pg_namespace WHERE nspname = 'public' OR nspname ~ '^t_' ORDER BY nspname"
_CLOSED = """SELECT nspname FROM pg_namespace WHERE (nspname = 'public' OR nspname ~ '^t_')
    AND NOT has_schema_privilege(%s, nspname, 'USAGE') ORDER BY nspname"""
# Not ON ALL TABLES IN SCHEMA, which looks through the tables of every schema there is: what hangs on a schema is found
# by an index. The names are quoted already.
_ON_ALL = """SELECT string_agg(c.oid::regclass::text, ', ') INTO named
  FROM pg_depend d JOIN pg_class c ON c.oid = d.objid
  WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_namespace'::regclass
    AND d.refobjid = '{HOME}'::regnamespace AND c.relkind IN ({KINDS});
IF named <> '' THEN EXECUTE 'GRANT {MAY} ' || named || ' TO {ROLE}'; END IF;"""
ADVICE = (
    "The database's user may not create roles. Have an administrator of the server run: CREATE ROLE {role} NOLOGIN; "
    "GRANT {role} TO {user}; or set GUILDHALL_RUNTIME_ROLE to nothing to go without the second wall, which production "
    "refuses."
)


class UnableToStand(RuntimeError):
    """The role cannot be made here. The message says what an administrator can do."""


@contextmanager
def as_owner() -> Iterator[None]:
    """Run the block as the owner of the schemas; afterwards, and after any error, as the runtime role again. Nests.

    Inside a transaction it is a part of it. Outside, the block has a connection of its own, which nobody gets after it.
    """
    if connection.owning or not connection.role:
        yield
    elif connection.in_atomic_block:
        with _within_the_transaction():
            yield
    else:
        with _on_another_connection():
            yield


@contextmanager
def _within_the_transaction() -> Iterator[None]:
    with transaction.atomic():  # what raises is rolled back, and the role with it
        _execute("SET LOCAL ROLE NONE")
        connection.owning = True
        try:
            yield
        finally:
            connection.owning = False
        _execute(f"SET LOCAL ROLE {connection.ops.quote_name(connection.role)}")


@contextmanager
def _on_another_connection() -> Iterator[None]:
    connection.close()
    connection.owning = True
    try:
        yield
    finally:
        connection.close()
        connection.owning = False


def stand() -> None:
    """Make the role where it is missing, as the owner. Raises UnableToStand where the database's user may not."""
    role = connection.role
    if not role:
        return
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_has_role(oid, 'SET') FROM pg_roles WHERE rolname = %s", [role])
        found = cursor.fetchone()
        if found is None or not found[0]:
            _make(role, exists=found is not None)
        cursor.execute(_NOBODY_MAKES)


# Nobody but the owner makes tables: not in public, and no temporary ones that hide ours. Others' databases are theirs.
_NOBODY_MAKES = """DO $$ BEGIN
  IF has_schema_privilege('public', 'public', 'CREATE') THEN REVOKE CREATE ON SCHEMA public FROM PUBLIC; END IF;
  IF has_database_privilege('public', current_database(), 'TEMPORARY')
     AND (SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()) THEN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  END IF;
END $$"""


def _make(role: str, *, exists: bool) -> None:
    named = sql.Identifier(role)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if not exists:
                cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(named))
            cursor.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(named))
    except ProgrammingError as refusal:
        if isinstance(refusal.__cause__, psycopg.errors.DuplicateObject):
            return  # another process was faster
        if not isinstance(refusal.__cause__, psycopg.errors.InsufficientPrivilege):
            raise
        raise UnableToStand(ADVICE.format(role=role, user=connection.settings_dict["USER"])) from refusal


def grants(schema: str) -> str:
    """The statements that let the runtime role work in `schema`, and no more. Empty where there is no wall."""
    if not connection.role:
        return ""
    role, home = connection.ops.quote_name(connection.role), connection.ops.quote_name(schema)
    return "\n".join(
        [
            f"GRANT USAGE ON SCHEMA {home} TO {role};",
            "DO $grants$ DECLARE named text; BEGIN",
            _on_all(home, role, "SELECT, INSERT, UPDATE, DELETE ON TABLE", "'r', 'p', 'v', 'm', 'f'"),
            _on_all(home, role, "USAGE, SELECT ON SEQUENCE", "'S'"),
            *(_only(home, role, table, may) for table, may in narrowed().items()),
            "END $grants$;",
        ]
    )


def _on_all(home: str, role: str, may: str, kinds: str) -> str:
    told = {"HOME": home, "ROLE": role, "MAY": may, "KINDS": kinds}
    return functools.reduce(lambda text, one: text.replace(f"{{{one[0]}}}", one[1]), told.items(), _ON_ALL)


def _only(home: str, role: str, table: str, may: str) -> str:
    return (
        f"IF to_regclass('{home}.{table}') IS NOT NULL THEN "
        f"REVOKE ALL ON {home}.{table} FROM {role}; GRANT {may} ON {home}.{table} TO {role}; END IF;"
    )


def narrowed() -> dict[str, str]:
    """Table → privileges, of every app that says so."""
    told = dict(_OURS)
    for config in apps.get_app_configs():
        told |= getattr(config, "runtime_may", {})
    return told


def open_to_runtime(schema: str) -> None:
    """Let the runtime role work in `schema`, as it is now. Twice is once."""
    if connection.role:
        with as_owner(), transaction.atomic():
            _execute(grants(schema))


def schemas() -> list[str]:
    """Public, the template, every marketplace's, every waiting one."""
    with connection.cursor() as cursor:
        cursor.execute(_SCHEMAS)
        return [row[0] for row in cursor.fetchall()]


def closed() -> list[str]:
    """The schemas that the runtime role cannot work in; all of them while there is no such role. As the owner."""
    if not connection.role:
        return []
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [connection.role])
        if cursor.fetchone() is None:
            return schemas()
        cursor.execute(_CLOSED, [connection.role])
        return [row[0] for row in cursor.fetchall()]


def build() -> None:
    """Make the role and let it work in every schema there is, one transaction each. Once a release."""
    with as_owner():
        stand()
        for schema in schemas():
            open_to_runtime(schema)


def _execute(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text)

"""What a test has committed is taken out again, row by row: a tenth of what a fresh copy of the world costs.

PostgreSQL counts for each table how often it was written to. Once nobody is connected any more, these counts are whole;
what stands in a table that was written to goes, and what stood there in the world comes back. Where something else was
written to (a table was made, changed or dropped, a right given), only a copy helps. Numbers go on where they were, as
they do after a test that was rolled back.
"""

import psycopg
from psycopg import sql

from tests import waiting, world

_ABLE = """SELECT current_setting('is_superuser')::bool AND current_setting('track_counts')::bool
    AND current_setting('server_version_num')::int >= 150000"""
_OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
_HOLDING = """SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND NOT relisshared
    AND relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
    AND pg_relation_size(oid) > 0"""
_WRITTEN = """SELECT relnamespace = 'pg_catalog'::regnamespace, oid::regclass::text FROM pg_class
    WHERE relkind = 'r' AND NOT relisshared
    AND pg_stat_get_tuples_inserted(oid) + pg_stat_get_tuples_updated(oid) + pg_stat_get_tuples_deleted(oid) > 0"""

Rows = dict[str, bytes]  # of a table: as COPY tells them


def remember(name: str) -> Rows | None:
    """The rows of every table that has some, to be told while database `name` is as the world; counting begins.
    None where this server lets us neither count nor put back."""
    with world.at_server(name) as base:
        if not base.execute(_ABLE).fetchone()[0]:
            return None
        _alone(base)
        rows = {table: _read(base, table) for table in _tables(base, _HOLDING)}
        _count_anew(base)
    return {table: held for table, held in rows.items() if held}


def rewind(name: str, rows: Rows | None) -> bool:
    """Make database `name` what it was when `rows` were told. False: it cannot be done, and nothing has happened."""
    if rows is None:
        return False
    with world.at_server(name) as base:
        _alone(base)
        base.execute("SET search_path = pg_catalog")
        written = base.execute(_WRITTEN).fetchall()
        if any(is_catalogue for is_catalogue, _table in written):
            return False
        tables = [table for _is_catalogue, table in written]
        with base.transaction():
            base.execute("SET LOCAL session_replication_role = replica")  # no trigger, no foreign key has a say
            base.execute(";".join(f"DELETE FROM {table}" for table in tables))
            for table in rows.keys() & set(tables):
                _write(base, table, rows[table])
        _count_anew(base)
    return True


def _alone(base: psycopg.Connection) -> None:
    """Everybody else goes, as they do before a database is dropped."""
    base.execute(f"SELECT pg_terminate_backend(pid) {_OTHERS}")
    waiting.until(lambda: not base.execute(f"SELECT 1 {_OTHERS}").fetchone(), "everybody has left")


def _tables(base: psycopg.Connection, query: str) -> list[str]:
    base.execute("SET search_path = pg_catalog")  # so that each is named with its schema
    return [table for (table,) in base.execute(query)]


def _read(base: psycopg.Connection, table: str) -> bytes:
    with base.cursor() as cursor, cursor.copy(sql.SQL("COPY {} TO STDOUT").format(sql.SQL(table))) as told:
        return b"".join(told)


def _write(base: psycopg.Connection, table: str, held: bytes) -> None:
    with base.cursor() as cursor, cursor.copy(sql.SQL("COPY {} FROM STDIN").format(sql.SQL(table))) as told:
        told.write(held)


def _count_anew(base: psycopg.Connection) -> None:
    """Without what this connection has written itself."""
    base.execute("SELECT pg_stat_force_next_flush()")
    base.execute("SELECT pg_stat_reset()")

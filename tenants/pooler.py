"""Is there a pooler between us and PostgreSQL that hands one client's search path to another?

PgBouncer in transaction mode gives each transaction any connection to the server. It is safe when the server reports
search_path (PostgreSQL 18 does) and the pooler carries what is reported along; a pooler that does so passes the report
on to us, and one that does not swallows it.
"""

from typing import Any

ADVICE = (
    "There is a connection pooler before PostgreSQL that does not report search_path: pages of one marketplace could "
    "be read in another's schema. Use PostgreSQL 18 and track_extra_parameters = search_path, or connect directly "
    "and let GUILDHALL_DB_POOL pool."
)


def mixes_schemas(connection: Any) -> bool:
    """Whether somebody else answers than the server we greeted, and keeps its search path to himself. One query."""
    connection.ensure_connection()
    raw = connection.connection
    answers = raw.execute("SELECT pg_backend_pid()").fetchone()
    greeted = raw.info.backend_pid
    return int(answers[0]) != greeted and raw.info.parameter_status("search_path") is None

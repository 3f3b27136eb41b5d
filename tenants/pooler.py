"""Is there a pooler between us and PostgreSQL that mixes up what a connection has said to the server?

PgBouncer in transaction mode gives each transaction any connection to the server. The search path would travel along
where the server reports it (PostgreSQL 18 does) and the pooler carries what is reported; the role that pages act as
(`tenants.wall`) travels along nowhere. So only a pooler that gives each of our connections one of the server's for as
long as it lasts is right: session pooling.
"""

from typing import Any

import psycopg

ADVICE = (
    "There is a connection pooler before PostgreSQL that does not report search_path: pages of one marketplace could "
    "be read in another's schema. Use session pooling, or connect directly and let GUILDHALL_DB_POOL pool."
)
SHARED = (
    "There is a connection pooler before PostgreSQL that lets our connections take turns on one of the server's: the "
    "schema and the role of one page would be those of another. Set pool_mode = session in PgBouncer, or connect "
    "directly and let GUILDHALL_DB_POOL pool."
)
_TURNS = 3


def mixes_schemas(connection: Any) -> bool:
    """Whether somebody else answers than the server we greeted, and keeps its search path to himself. One query."""
    connection.ensure_connection()
    raw = connection.connection
    greeted = raw.info.backend_pid
    return _server(raw) != greeted and raw.info.parameter_status("search_path") is None


def takes_turns(connection: Any) -> bool:
    """Whether two connections that are open at the same time are answered by one process of the server, or one of them
    by several. Opens two of its own."""
    params = connection.get_connection_params()
    with psycopg.connect(**params, autocommit=True) as one, psycopg.connect(**params, autocommit=True) as other:
        answers = [(_server(one), _server(other)) for _turn in range(_TURNS)]
    ones, others = (set(side) for side in zip(*answers, strict=True))
    return len(ones) > 1 or len(others) > 1 or ones == others


def _server(raw: Any) -> int:
    """The process of the server that answers."""
    return int(raw.execute("SELECT pg_backend_pid()").fetchone()[0])

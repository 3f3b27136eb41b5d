"""Servers of the caller's own, named by DATABASE_URL and REDIS_URL: asked once before anything is started, since what
comes later says of a wrong password or a dead host only that it waited in vain."""

import contextlib
import os

from guildhall.run.embedded import CannotStart

PATIENCE = 5  # seconds for a connection
MEND = "Mend {name}, or unset it: then Guildhall starts a server of its own."


def require_answers(*, database_may_be_missing: bool = False) -> None:
    """Raises CannotStart where a server that the environment names does not let us in. Who makes databases of his own,
    as the suite does, needs only the server."""
    if address := os.environ.get("DATABASE_URL"):
        _require_postgres(address, database_may_be_missing)
    if address := os.environ.get("REDIS_URL"):
        _require_redis(address)


def _require_postgres(address: str, database_may_be_missing: bool) -> None:
    import psycopg

    try:
        psycopg.connect(address, connect_timeout=PATIENCE).close()
    except psycopg.Error as refusal:
        if database_may_be_missing:
            with contextlib.suppress(psycopg.Error):
                return psycopg.connect(address, connect_timeout=PATIENCE, dbname="postgres").close()
        raise _refused("The PostgreSQL", "DATABASE_URL", refusal) from refusal


def _require_redis(address: str) -> None:
    import redis

    try:
        with redis.Redis.from_url(address, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE) as asked:
            asked.ping()
    except (redis.RedisError, ValueError) as refusal:
        raise _refused("The Redis", "REDIS_URL", refusal) from refusal


def _refused(server: str, name: str, refusal: Exception) -> CannotStart:
    said = " ".join(str(refusal).split()).rstrip(".?")
    return CannotStart(f"{server} that {name} names does not let us in: {said}. {MEND.format(name=name)}")

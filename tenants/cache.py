"""Every cache key carries the schema it was written in: on every alias, by this function (checked at start)."""

from tenants.wire import connection


def make_key(key: str, key_prefix: str, version: int | None) -> str:
    """`t_0af3…:<prefix>:<version>:<key>`."""
    return f"{connection.schema_name}:{key_prefix}:{version}:{key}"

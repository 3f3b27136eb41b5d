"""Every cache key carries the schema it was written in: on every alias, by this function (checked at start). Where
Redis is away nothing is found and nothing kept, counting begins at one each time, and whoever adds is the first."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.cache.backends import redis

from kernel import outage
from tenants.wire import connection


def make_key(key: str, key_prefix: str, version: int | None) -> str:
    """`t_0af3…:<prefix>:<version>:<key>`."""
    return f"{connection.schema_name}:{key_prefix}:{version}:{key}"


class _Client(redis.RedisCacheClient):  # type: ignore[misc]
    """Django's makes a client for each read and each write, which costs more than asking Redis does; and under ASGI a
    pool of connections for each request. Clients and pools are safe in threads and after a fork: a process has one."""

    _servers: list[str]
    _clients: ClassVar[dict[tuple[str, ...], Any]] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        servers = (*self._servers, str(write))
        if servers not in self._clients:
            self._clients[servers] = super().get_client(key, write=write)
        return self._clients[servers]

    def get(self, key: Any, default: Any) -> Any:
        return outage.attempt(lambda: super(_Client, self).get(key, default), default)

    def incr(self, key: Any, delta: Any) -> Any:
        return outage.attempt(lambda: super(_Client, self).incr(key, delta), delta)


def _bearing(ask: Callable[..., Any], otherwise: Any) -> Callable[..., Any]:
    return lambda *given: outage.attempt(lambda: ask(*given), otherwise)


for _names, _otherwise in (
    ("touch delete has_key", False),
    ("set set_many delete_many", None),
    ("get_many", {}),
    ("add", True),
):
    for _name in _names.split():
        setattr(_Client, _name, _bearing(getattr(redis.RedisCacheClient, _name), _otherwise))


class RedisCache(redis.RedisCache):
    """Django's, over that client, which waits a second and no longer."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, {**params, "OPTIONS": {**outage.PATIENCE, **params.get("OPTIONS", {})}})
        self._class = _Client

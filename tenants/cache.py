"""Every cache key carries the schema it was written in: on every alias, by this function (checked at start).

Where Redis is away nothing is found and nothing kept, counting begins at one each time, and whoever adds is the first:
but for what guards doors. The limits of sign-in and of mails and the codes that were used are kept by each process for
itself meanwhile, so that an attacker has a limit for each process instead of none.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.cache.backends import locmem, redis

from kernel import outage
from tenants.wire import connection

GUARDS = ("allauth", "launch.mail.")
# A code is good for the step before and the one after as well (MFA_TOTP_TOLERANCE), and the library remembers for one
# step that it was used: it could have been used again.
CODES, STEPS = "allauth.mfa.totp.used", 3
_NOTHING = object()
_own = locmem.LocMemCache("while Redis is away", {"MAX_ENTRIES": 20_000})


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
        found = outage.attempt(lambda: super(_Client, self).get(key, _NOTHING), _NOTHING)
        if found is not _NOTHING:
            return found
        return _own.get(key, default) if _guards(key) else default

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        kept = outage.attempt(lambda: super(_Client, self).set(key, value, timeout), _NOTHING)
        if kept is _NOTHING and _guards(key):
            _own.set(key, value, timeout)

    def add(self, key: Any, value: Any, timeout: Any) -> Any:
        timeout = timeout * STEPS if _plain(key).startswith(CODES) else timeout
        if _guards(key) and key in _own:
            return False
        first = outage.attempt(lambda: super(_Client, self).add(key, value, timeout), _NOTHING)
        if first is not _NOTHING:
            return first
        return _own.add(key, value, timeout) if _guards(key) else True

    def incr(self, key: Any, delta: Any) -> Any:
        if _guards(key) and key in _own:
            return _own.incr(key, delta)
        return outage.attempt(lambda: super(_Client, self).incr(key, delta), delta)

    def delete(self, key: Any) -> Any:
        gone = outage.attempt(lambda: super(_Client, self).delete(key), False)
        return _own.delete(key) or gone if _guards(key) else gone


def _guards(key: str) -> bool:
    """Whether this, as `make_key` made it, guards a door."""
    return _plain(key).startswith(GUARDS)


def _plain(key: str) -> str:
    return key.split(":", 3)[-1]


def _bearing(ask: Callable[..., Any], otherwise: Any) -> Callable[..., Any]:
    return lambda *given: outage.attempt(lambda: ask(*given), otherwise)


for _names, _otherwise in (
    ("touch has_key", False),
    ("set_many delete_many", None),
    ("get_many", {}),
):
    for _name in _names.split():
        setattr(_Client, _name, _bearing(getattr(redis.RedisCacheClient, _name), _otherwise))


class RedisCache(redis.RedisCache):
    """Django's, over that client, which waits a second and no longer."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, {**params, "OPTIONS": {**outage.PATIENCE, **params.get("OPTIONS", {})}})
        self._class = _Client

"""Going on without Redis. What lies there is kept elsewhere too or can be done without: pages read the database, news
waits in its table, browsers poll. So nobody waits for a Redis that does not answer, and nobody sees an error for it."""

import os
import time
from collections.abc import Callable
from typing import TypeVar

import redis
import structlog
from kombu.exceptions import OperationalError
from redis.backoff import NoBackoff
from redis.retry import Retry

PAUSE = 5.0  # seconds in which it is not asked again after it did not answer
SECONDS = float(os.environ.get("GUILDHALL_REDIS_PATIENCE", "1"))  # it answers in a thousandth
PATIENCE = {"socket_connect_timeout": SECONDS, "socket_timeout": SECONDS, "retry": Retry(NoBackoff(), 0)}
AWAY = (redis.ConnectionError, redis.TimeoutError, OperationalError)

T = TypeVar("T")
_log = structlog.get_logger("guildhall.outage")
_silent_until = 0.0


def attempt(do: Callable[[], T], otherwise: T) -> T:
    """What `do` gives, or `otherwise` where Redis is away. Any other error is `do`'s own and is raised."""
    global _silent_until
    if time.monotonic() < _silent_until:
        return otherwise
    try:
        return do()
    except AWAY as why:
        _silent_until = time.monotonic() + PAUSE
        _log.warning("Redis does not answer; going on without it", why=type(why).__name__)
        return otherwise


def over() -> None:
    """Ask again at once."""
    global _silent_until
    _silent_until = 0.0

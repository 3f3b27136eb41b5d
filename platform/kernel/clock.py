"""What time it is. Read at the edges (views, tasks, commands) and passed inwards as `at=`.

In a demo each marketplace's clock can be moved, so that a person sees the fortnight pass. Never in production.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.cache import cache

_SHIFT = "kernel.clock.shift"  # every cache key carries its marketplace
_read: ContextVar[dict[str, int] | None] = ContextVar("kernel.clock.read", default=None)


class ClockIsReal(RuntimeError):
    """Somebody tried to move the clock of real people's money."""


def real() -> datetime:
    """The moment in UTC as it really is: for what no demo may move, such as deliveries and the life of a sign-in
    link."""
    return datetime.now(UTC)


def now() -> datetime:
    """The moment in UTC, aware; in a demo moved by this marketplace's shift. Costs one cache read outside
    production, within `read_once()` one in all."""
    return real() if settings.ENVIRONMENT == "production" else real() + shifted_by()


def shifted_by() -> timedelta:
    """How far this marketplace's clock is ahead; zero in production."""
    if settings.ENVIRONMENT == "production":
        return timedelta()
    read = _read.get()
    if read is None:
        return timedelta(seconds=cache.get(_SHIFT, 0))
    place = cache.make_key(_SHIFT)
    if place not in read:
        read[place] = cache.get(_SHIFT, 0)
    return timedelta(seconds=read[place])


@contextmanager
def read_once() -> Iterator[None]:
    """The block, a page, asks each marketplace's shift once: a list says of every row how long ago it was."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def shift(delta: timedelta) -> datetime:
    """Move this marketplace's clock on by `delta` and return the new time; raises `ClockIsReal` in production and
    ValueError backwards: what has happened stays in the past."""
    if settings.ENVIRONMENT == "production":
        raise ClockIsReal("The clock cannot be moved in production.")
    if delta < timedelta():
        raise ValueError("A clock only moves forward; reset() brings it back to the real time.")
    _forget()
    cache.set(_SHIFT, int((shifted_by() + delta).total_seconds()), timeout=None)
    _forget()
    return now()


def reset() -> None:
    """Back to the real time."""
    if settings.ENVIRONMENT == "production":
        raise ClockIsReal("The clock cannot be moved in production.")
    _forget()
    cache.delete(_SHIFT)


def _forget() -> None:
    (_read.get() or {}).clear()

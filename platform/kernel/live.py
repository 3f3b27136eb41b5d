"""Live updates: what a page may listen to, and how news reaches it. No ORM, so that the live process needs none.

A *ticket* is a signed list of channels, bound to the host it was issued on and good for a quarter of an hour. A page
that stays asks for the next one with its session: so long may somebody listen who has signed out. `publish` puts an
event on a channel through Redis; the live process (guildhall.live) passes it to each browser that holds a ticket.
Channel names carry the tenant: callers build them with `channel(tenant_schema, …)`.
"""

import json
import time
from dataclasses import dataclass
from functools import cache
from typing import Any

import redis
from django.conf import settings
from django.core import signing

from kernel import outage

LIFETIME = 15 * 60  # seconds
_SALT = "guildhall.live"


def channel(schema: str, *parts: object) -> str:
    """`live:0:<schema>:member:7`: the name under which news of one marketplace travels.

    The number is that of our database in Redis, which tells keys apart but not channels: who shares a Redis by its
    databases would hear the news of everybody's marketplaces of the same name.
    """
    database = _redis().connection_pool.connection_kwargs.get("db") or 0
    return ":".join(["live", str(database), schema, *(str(part) for part in parts)])


def ticket(channels: list[str], *, host: str) -> str:
    """A signed permission to listen to `channels`, from pages of `host` only."""
    until = int(time.time()) + LIFETIME
    return signing.dumps({"c": channels, "h": host, "u": until}, salt=_SALT, compress=True)


@dataclass(frozen=True, slots=True)
class Admission:
    """What a ticket allows: its channels, for so many seconds from now."""

    channels: list[str]
    seconds: float


def admission(text: str, *, host: str) -> Admission:
    """Raises signing.BadSignature: the ticket is forged, old, or of another host."""
    facts = signing.loads(text, salt=_SALT)
    if facts["h"] != host:
        raise signing.BadSignature("The ticket was issued on another host.")
    seconds = facts.get("u", 0) - time.time()
    if seconds <= 0:
        raise signing.SignatureExpired("The ticket is old.")
    return Admission(list(facts["c"]), seconds)


def publish(channel_name: str, event: str, data: dict[str, Any]) -> None:
    """Tell every page that listens to the channel. Call it after commit: a listener may look at once.

    Nobody listening is fine, and so is Redis being away: pages poll, and the next look shows the same.
    """
    outage.attempt(lambda: _redis().publish(channel_name, json.dumps({"event": event, "data": data})), None)


@cache
def _redis() -> "redis.Redis":
    return redis.Redis.from_url(settings.REDIS_URL, **outage.PATIENCE)

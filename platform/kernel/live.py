"""Live updates: what a page may listen to, and how news reaches it. No ORM, so that the live process needs none.

A *ticket* is a signed list of channels, bound to the host it was issued on and good for one hour. `publish` puts an
event on a channel through Redis; the live process (guildhall.live) passes it to each browser that holds a ticket.
Channel names carry the tenant: callers build them with `channel(tenant_schema, …)`.
"""

import json
from functools import cache
from typing import Any

import redis
from django.conf import settings
from django.core import signing

from kernel import outage

LIFETIME = 3600  # seconds
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
    return signing.dumps({"c": channels, "h": host}, salt=_SALT, compress=True)


def channels_of(text: str, *, host: str) -> list[str]:
    """The channels that the ticket allows. Raises signing.BadSignature: forged, expired, or of another host."""
    facts = signing.loads(text, salt=_SALT, max_age=LIFETIME)
    if facts["h"] != host:
        raise signing.BadSignature("The ticket was issued on another host.")
    return list(facts["c"])


def publish(channel_name: str, event: str, data: dict[str, Any]) -> None:
    """Tell every page that listens to the channel. Call it after commit: a listener may look at once.

    Nobody listening is fine, and so is Redis being away: pages poll, and the next look shows the same.
    """
    outage.attempt(lambda: _redis().publish(channel_name, json.dumps({"event": event, "data": data})), None)


@cache
def _redis() -> "redis.Redis":
    return redis.Redis.from_url(settings.REDIS_URL, **outage.PATIENCE)

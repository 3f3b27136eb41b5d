"""The fake sends its webhooks: signed as Stripe signs, to the same inbox, and to the clock's time."""

import hashlib
import hmac
import json
import time
from datetime import datetime

from billing.stripe_gateway import client, inbox
from billing.stripe_gateway.fake import clock
from billing.stripe_gateway.fake.world import Json


def signature(body: bytes, secret: str, moment: int | None = None) -> str:
    """The header Stripe sends with `body`."""
    stamp = int(time.time()) if moment is None else moment
    signed = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={stamp},v1={signed}"


def body_of(event: Json) -> bytes:
    return json.dumps(event, separators=(",", ":")).encode()


def run(connection: client.Connection, *, at: datetime) -> int:
    """Bring the fake to `at` and deliver what it has to say. Returns how many events were delivered."""
    with client.fake_transport().store.open() as world:
        clock.catch_up(world, int(at.timestamp()))
        waiting = [world.objects[name] for name in world.state["undelivered"]]
        world.state["undelivered"] = []
    for event in waiting:
        body = body_of(event)
        inbox.receive(connection, body, signature(body, connection.secret), at=at)
    return len(waiting)

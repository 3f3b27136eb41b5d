"""What tests of work begin with: their modules say `usefixtures("opening")` and `OPENINGS = stage.OPENINGS`. And what
open pages hear."""

import json
from itertools import takewhile

import pytest
import redis
from django.conf import settings


@pytest.fixture
def heard():
    """`heard(name)` is all that was said on that live channel since it was asked last: up to a word of its own."""
    with redis.Redis.from_url(settings.REDIS_URL) as server, server.pubsub() as pages:

        def told(name: str) -> list[dict]:
            if not pages.subscribed:
                pages.subscribe(name)
                assert next(pages.listen())["type"] == "subscribe"
            server.publish(name, "null")
            said = (json.loads(one["data"]) for one in pages.listen() if one["type"] == "message")
            return list(takewhile(bool, said))

        yield told


@pytest.fixture
def work(opened, clara, felix):
    """Clara has hired Felix for one milestone of 500.00 at 20/10/5, client fee 5 %, 20 % tax on fees."""
    opened.clara, opened.felix = clara, felix
    return opened


@pytest.fixture
def plain_work(work):
    """The same for 600.00 without tax: the journey's numbers."""
    return work


@pytest.fixture
def funded(work):
    return work


@pytest.fixture
def delivered(work):
    return work

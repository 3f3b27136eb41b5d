"""News of a conversation reaches the pages that have it open, on a channel that names the marketplace."""

import json
import uuid
from itertools import takewhile

import pytest
import redis
from django.conf import settings

from kernel.actors import Actor
from marketplace.workroom import actions, live
from tests.marketplace import stage
from tests.marketplace.stage import NOON

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def heard():
    """`heard(name)` is what was said on that channel since it was asked last: all up to a last word of its own."""
    with redis.Redis.from_url(settings.REDIS_URL) as server, server.pubsub() as pubsub:

        def told(name: str) -> list[str]:
            if not pubsub.subscribed:
                pubsub.subscribe(name)
                assert next(pubsub.listen())["type"] == "subscribe"
            server.publish(name, json.dumps({"event": "over"}))
            said = (json.loads(one["data"])["event"] for one in pubsub.listen() if one["type"] == "message")
            return list(takewhile(lambda event: event != "over", said))

        yield told


def test_a_message_its_reading_and_a_move_are_told_to_open_pages(clara, felix, atelier, heard):
    work = stage.hired(clara, felix)
    thread = actions.open_for_contract(contract=work.contract, actor=Actor.of(clara), at=NOON)
    name = live.channel(thread.uuid)
    assert atelier.schema_name in name
    assert heard(name) == []
    sent = actions.send(thread=thread, body="Hello", key=uuid.uuid4(), actor=Actor.of(clara), at=NOON)
    assert heard(name) == [live.MESSAGE]
    actions.read(thread=thread, up_to=sent.pk, actor=Actor.of(felix), at=NOON)
    assert heard(name) == [live.READ]
    work.fund()
    assert live.CHANGED in heard(name)

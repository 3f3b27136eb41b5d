"""News of a conversation reaches the pages that have it open, on a channel that names the marketplace."""

import json
import uuid

import pytest
import redis
from django.conf import settings

from kernel.actors import Actor
from marketplace.workroom import actions, live
from tests.marketplace import stage
from tests.marketplace.stage import NOON

pytestmark = pytest.mark.django_db(transaction=True)


def heard(pubsub) -> list[str]:
    told = []
    while (message := pubsub.get_message(ignore_subscribe_messages=True, timeout=1)) is not None:
        told.append(json.loads(message["data"])["event"])
    return told


def test_a_message_its_reading_and_a_move_are_told_to_open_pages(clara, felix, atelier):
    work = stage.hired(clara, felix)
    thread = actions.open_for_contract(contract=work.contract, actor=Actor.of(clara), at=NOON)
    name = live.channel(thread.uuid)
    assert atelier.schema_name in name
    with redis.Redis.from_url(settings.REDIS_URL) as server, server.pubsub() as pubsub:
        pubsub.subscribe(name)
        pubsub.get_message(timeout=5)
        sent = actions.send(thread=thread, body="Hello", key=uuid.uuid4(), actor=Actor.of(clara), at=NOON)
        assert heard(pubsub) == [live.MESSAGE]
        actions.read(thread=thread, up_to=sent.pk, actor=Actor.of(felix), at=NOON)
        assert heard(pubsub) == [live.READ]
        work.fund()
        assert live.CHANGED in heard(pubsub)

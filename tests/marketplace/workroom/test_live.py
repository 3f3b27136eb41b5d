"""News of a conversation reaches the pages that have it open, on a channel that names the marketplace."""

import uuid

import pytest

from kernel.actors import Actor
from marketplace.workroom import actions, live
from tests.marketplace import stage
from tests.marketplace.stage import NOON

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def events(heard):
    """`events(name)` is what has happened on that channel since it was asked last."""
    return lambda name: [news["event"] for news in heard(name)]


def test_a_message_its_reading_and_a_move_are_told_to_open_pages(clara, felix, atelier, events):
    work = stage.hired(clara, felix)
    thread = actions.open_for_contract(contract=work.contract, actor=Actor.of(clara), at=NOON)
    name = live.channel(thread.uuid)
    assert atelier.schema_name in name
    assert events(name) == []
    sent = actions.send(thread=thread, body="Hello", key=uuid.uuid4(), actor=Actor.of(clara), at=NOON)
    assert events(name) == [live.MESSAGE]
    actions.read(thread=thread, up_to=sent.pk, actor=Actor.of(felix), at=NOON)
    assert events(name) == [live.READ]
    work.fund()
    assert live.CHANGED in events(name)

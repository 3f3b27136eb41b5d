"""The number on the bell of open pages follows what is told and read, once that is committed."""

import pytest
from django.db import transaction

from marketplace.notices import actions, live
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
NEWS = {"kind": "offer.make:freelancer", "params": {}, "url": "/offers/", "at": make.AT}


@pytest.fixture
def said(heard):
    """`said(name)` is every number told on that channel since it was asked last."""
    return lambda name: [news["data"]["unread"] for news in heard(name)]


def test_open_pages_hear_how_much_is_unread_once_it_is_committed(said):
    felix = make.freelancer()
    his, name = {"member": felix, "actor": make.actor(felix)}, live.channel(felix.pk)
    assert said(name) == []
    with transaction.atomic():
        first = actions.notify(key="1", **his, **NEWS)
        assert said(name) == []
    assert said(name) == [1]
    actions.notify(key="2", **his, **NEWS)
    actions.read(notice=first, actor=his["actor"], at=make.AT)
    actions.read_all(**his, at=make.AT)
    assert said(name) == [2, 1, 0]

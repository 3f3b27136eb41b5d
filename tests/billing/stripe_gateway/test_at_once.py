"""Workers who come by at the same moment share the events: each is one worker's."""

from functools import partial

import pytest

from billing.stripe_gateway import client, inbox
from billing.stripe_gateway.fake import deliver
from billing.stripe_gateway.models import InboxEvent
from tests.billing.payments.cast import NOON
from tests.billing.racing import races

pytestmark = pytest.mark.django_db(transaction=True)


def told(number: int) -> InboxEvent:
    about = {"object": {"object": "balance", "id": f"b_{number}"}}
    event = {"id": f"evt_{number}", "type": "balance.available", "livemode": False, "data": about}
    connection, body = client.marketplace(), deliver.body_of(event)
    return inbox.receive(connection, body, deliver.signature(body, connection.secret), at=NOON)


def test_of_eight_workers_one_takes_an_event_on(atelier):
    with races(8, tenant=atelier) as race:
        for number in range(10):
            told(number)
            assert sorted(race(*[partial(inbox.work, client.marketplace(), at=NOON)] * 8)) == [0] * 7 + [1]
    assert set(InboxEvent.objects.values_list("state", "attempts")) == {(InboxEvent.IGNORED, 1)}


def test_of_eight_deliveries_of_one_event_one_is_stored(atelier):
    with races(8, tenant=atelier) as race:
        for number in range(10):
            assert len({row.pk for row in race(*[partial(told, number)] * 8)}) == 1
    assert InboxEvent.objects.count() == 10

"""Webhooks doubled, shuffled, late, forged: one end state, and 400 for what is not Stripe's."""

import json
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import TestCase

from billing.ledger.models import Transfer
from billing.payments import actions, outbox
from billing.payments.models import Chargeback, Collection, GatewayChoice
from billing.stripe_gateway import client, inbox
from billing.stripe_gateway.fake import deliver, sessions
from billing.stripe_gateway.models import InboxEvent
from kernel import clock, timers
from kernel.actors import Actor
from kernel.history.models import Entry
from tests import make
from tests.billing.payments.cast import CLARA, NOON, usd

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opening")]


def _paid():
    """A payment on Stripe's page, made with a card whose bank disputes it: five events of it are waiting."""
    GatewayChoice.objects.create(gateway="stripe", chosen_at=NOON)
    collection = actions.request_collection(
        purpose="funding",
        reference="milestone:1",
        amount=usd("600.00"),
        payer_id=CLARA,
        return_url="/",
        actor=Actor.of(make.user("Clara")),
        at=NOON,
    )
    outbox.send_due(NOON)
    collection.refresh_from_db()
    store = client.fake_transport().store
    with store.open() as world:
        sessions.complete_checkout(world, collection.external_id, "pm_card_createDispute")
        told = [world.objects[name] for name in world.state["events"]]
    wanted = ("payment_intent.succeeded", "checkout.session.completed", "charge.succeeded", "charge.dispute.created")
    events = [event for event in told if event["type"] in (*wanted, "charge.dispute.funds_withdrawn")]
    assert len(events) == 5
    return events


OPENINGS = {"paid": _paid}


@pytest.fixture
def paid(opened):
    return opened


def send(browser, event, *, secret=client.FAKE_SECRET, moment=None, body=None, token="marketplace"):
    body = deliver.body_of(event) if body is None else body
    header = deliver.signature(deliver.body_of(event), secret, moment)
    return browser.post(
        f"/hooks/stripe/{token}/", body, content_type="application/json", headers={"Stripe-Signature": header}
    )


def end_state() -> tuple:
    """Everything the events can have changed, without the numbers the database hands out."""
    return (
        list(Collection.objects.values_list("state", "received_minor", "failure")),
        list(Chargeback.objects.values_list("state", "amount_minor", "reason")),
        sorted(Transfer.objects.values_list("kind", flat=True)),
        sorted(Entry.objects.values_list("subject_type", "verb")),
        sorted(InboxEvent.objects.values_list("type", "state")),
    )


def test_every_order_of_five_doubled_events_ends_in_one_state(paid):
    """Orders that begin alike share their beginning: what comes after it is rolled back, and the next one tried."""
    connection = client.marketplace()
    bodies = {event["id"]: deliver.body_of(event) for event in paid}
    sent = {name: (body, deliver.signature(body, connection.secret)) for name, body in bodies.items()}
    places = {name: place for place, name in enumerate(sent)}
    ends: list[str] = []

    def go_on(order: tuple[str, ...]) -> None:
        for name in sent.keys() - set(order):
            with transaction.atomic():
                inbox.receive(connection, *sent[name], at=NOON)
                # The worker comes by now and then, at other moments in every order.
                if sum(places[each] for each in order) % 3 != 0:
                    inbox.work(connection, at=NOON)
                go_on((*order, name))
                transaction.set_rollback(True)
        if len(order) == len(sent):
            for name in reversed(order):
                inbox.receive(connection, *sent[name], at=NOON)
            inbox.work(connection, at=NOON)
            ends.append(json.dumps(end_state(), sort_keys=True))

    go_on(())
    assert len(ends) == 120
    assert len(set(ends)) == 1
    collections, chargebacks, transfers, *_ = json.loads(ends.pop())
    assert collections == [["confirmed", 60000, ""]]
    assert chargebacks == [["needs_response", 60000, "fraudulent"]]
    assert transfers == ["chargeback.open"]


def test_a_true_webhook_is_stored_once_and_answered_each_time(paid, client_for, atelier):
    browser = client_for(atelier)
    assert [send(browser, paid[0]).status_code for _ in range(3)] == [200, 200, 200]
    assert InboxEvent.objects.count() == 1


def tell(browser, events):
    with TestCase.captureOnCommitCallbacks(execute=True):
        for event in events:
            assert send(browser, event).status_code == 200


def test_a_webhook_calls_a_worker_who_takes_it_on(paid, client_for, atelier, queue):
    tell(client_for(atelier), paid)
    assert Collection.objects.get().state == "open"
    queue.run()
    assert Collection.objects.get().state == "confirmed"


def test_where_the_call_was_lost_the_clock_calls_again(paid, client_for, atelier, queue):
    tell(client_for(atelier), paid)
    queue.messages()
    with TestCase.captureOnCommitCallbacks(execute=True):
        timers.run_due(clock.now())
    queue.run()
    assert Collection.objects.get().state == "confirmed"


def test_a_type_nobody_handles_is_answered_and_set_aside(client_for, atelier):
    event = {"id": "evt_x", "type": "balance.available", "livemode": False, "data": {"object": {"object": "balance"}}}
    assert send(client_for(atelier), event).status_code == 200
    inbox.work(client.marketplace(), at=clock.now())
    assert InboxEvent.objects.get().state == InboxEvent.IGNORED


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": "whsec_" + "of_somebody_else"},
        {"moment": int(time.time()) - 301},
        {"body": b'{"id":"evt_1","type":"x","livemode":false,"data":{"object":{"id":"y"}}}'},
        {"body": b""},
        {"body": b"\xff\xfe"},
    ],
)
def test_forged_stale_and_changed_webhooks_are_refused_and_not_stored(paid, client_for, atelier, wrong):
    assert send(client_for(atelier), paid[0], **wrong).status_code == 400
    assert not InboxEvent.objects.exists()


def test_a_live_event_at_a_test_endpoint_is_refused(paid, client_for, atelier):
    assert send(client_for(atelier), paid[0] | {"livemode": True}).status_code == 400


@pytest.mark.parametrize("body", [b"[]", b"null", b'{"id":1}', b'{"id":"e","type":"t","livemode":false,"data":[]}'])
def test_signed_nonsense_is_refused(client_for, atelier, body):
    header = deliver.signature(body, client.FAKE_SECRET)
    answer = client_for(atelier).post(
        "/hooks/stripe/marketplace/", body, content_type="application/json", headers={"Stripe-Signature": header}
    )
    assert answer.status_code == 400


def test_a_token_nobody_has_is_not_there(paid, client_for, atelier):
    assert send(client_for(atelier), paid[0], token="guessed").status_code == 404


def test_a_get_is_not_a_webhook(client_for, atelier):
    assert client_for(atelier).get("/hooks/stripe/marketplace/").status_code == 405


def test_the_sweeper_finds_what_never_arrived(paid):
    connection = client.marketplace()
    assert inbox.sweep(connection, at=NOON) >= 5
    assert inbox.sweep(connection, at=NOON) == 0
    inbox.work(connection, at=NOON)
    assert Collection.objects.get().state == "confirmed"


def test_an_event_that_breaks_is_kept_and_stops_nobody_else(paid, monkeypatch):
    broken = []

    def explode(event, external_id, at):
        broken.append(event)
        raise RuntimeError("broken")

    inbox.handle("charge.succeeded", explode, operator=False)
    try:
        connection = client.marketplace()
        inbox.sweep(connection, at=NOON)
        inbox.work(connection, at=NOON)
        row = InboxEvent.objects.get(type="charge.succeeded")
        assert (row.state, row.error, Collection.objects.get().state) == ("new", "broken", "confirmed")
        assert row.due_at == NOON + timedelta(minutes=1)
        assert inbox.work(connection, at=NOON) == 0
    finally:
        inbox._handlers.pop()


def arrived(connection, event, at=NOON):
    body = deliver.body_of(event)
    return inbox.receive(connection, body, deliver.signature(body, connection.secret), at=at)


def test_an_endpoint_without_a_secret_believes_nobody(paid):
    nobodys = replace(client.marketplace(), secret="")
    with pytest.raises(inbox.Forged):
        arrived(nobodys, paid[0])
    assert not InboxEvent.objects.exists()


def test_each_endpoint_works_its_own_events(paid):
    mine = client.marketplace()
    arrived(replace(mine, endpoint="another"), paid[0])
    assert inbox.work(mine, at=NOON) == 0
    assert InboxEvent.objects.get().state == InboxEvent.NEW


def test_an_event_in_one_workers_hands_is_nobody_elses_until_its_lease_runs_out(paid):
    row = arrived(client.marketplace(), paid[0])
    assert inbox._lease(row.pk, NOON).attempts == 1
    assert inbox._lease(row.pk, NOON + inbox.LEASE - timedelta(seconds=1)) is None
    assert inbox._lease(row.pk, NOON + inbox.LEASE).attempts == 2
    InboxEvent.objects.update(state=InboxEvent.DONE)
    assert inbox._lease(row.pk, NOON + 9 * inbox.LEASE) is None


def test_the_sweeper_looks_back_thirty_days_and_no_further(paid):
    connection = client.marketplace()
    assert inbox.sweep(connection, at=clock.now() + timedelta(days=31)) == 0
    assert inbox.sweep(connection, at=clock.now() + timedelta(days=29)) >= 5

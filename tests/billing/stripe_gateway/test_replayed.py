"""Genuine webhooks where they do not belong: at another marketplace, at the operator's, long after."""

import pytest

from billing.ledger.models import Transfer
from billing.payments.models import Chargeback, Collection
from billing.stripe_gateway import client, inbox
from billing.stripe_gateway.models import InboxEvent
from billing.subscriptions.models import Bill, Subscription
from kernel import clock
from kernel.history.models import Entry
from tenants.scope import public_scope
from tests.billing.stripe_gateway.test_inbox import OPENINGS, paid, send  # noqa: F401 - the fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opening")]


def what_money_knows() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Collection, Chargeback, Transfer, Entry))


def test_events_of_one_marketplace_told_to_another_move_nothing_there(paid, client_for, brigade, in_brigade):  # noqa: F811
    """In a demo both believe the same secret."""
    with in_brigade():
        before = what_money_knows()
    for event in paid:
        assert send(client_for(brigade), event).status_code == 200
    with in_brigade():
        inbox.work(client.marketplace(), at=clock.now())
        assert what_money_knows() == before
        assert not InboxEvent.objects.filter(state=InboxEvent.NEW, error="").exists()


def test_events_of_a_marketplace_told_to_the_operator_move_nothing(paid, at_public):  # noqa: F811
    from tests.billing.stripe_gateway.test_inbox import deliver

    for event in paid:
        body = deliver.body_of(event)
        header = {"Stripe-Signature": deliver.signature(body, client.FAKE_SECRET)}
        answer = at_public.post("/hooks/stripe/", body, content_type="application/json", headers=header)
        assert answer.status_code == 200
    with public_scope():
        inbox.work(client.operator(), at=clock.now())
        assert not Bill.objects.exists() and not Subscription.objects.exclude(state="trialing").exists()


def test_the_same_event_long_after_its_work_was_done_does_nothing(paid, client_for, atelier):  # noqa: F811
    browser = client_for(atelier)
    for event in paid:
        send(browser, event)
    inbox.work(client.marketplace(), at=clock.now())
    after = what_money_knows()
    for event in reversed(paid):
        assert send(browser, event).status_code == 200
    inbox.work(client.marketplace(), at=clock.now())
    assert what_money_knows() == after
    assert not InboxEvent.objects.filter(state=InboxEvent.NEW).exists()


def test_another_event_under_the_number_of_one_that_was_heard_changes_nothing(paid, client_for, atelier):  # noqa: F811
    browser = client_for(atelier)
    send(browser, paid[0])
    told = InboxEvent.objects.values_list("type", "object_id").get()
    assert send(browser, paid[3] | {"id": paid[0]["id"]}).status_code == 200
    assert InboxEvent.objects.values_list("type", "object_id").get() == told

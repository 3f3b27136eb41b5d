"""The stand-in keeps money, answers the same key the same, and is checked by its own books."""

import pytest
import stripe

from billing.stripe_gateway.client import FAKE_KEY, api_of
from billing.stripe_gateway.fake import clock, conservation, invoices, payments, people, sessions
from billing.stripe_gateway.fake.server import FakeStripe
from billing.stripe_gateway.fake.store import MemoryStore
from billing.stripe_gateway.fake.world import World

START, DAY = 1_780_000_000, 86400


@pytest.fixture
def store():
    return MemoryStore(START)


@pytest.fixture
def world(store):
    yield World(store.state)
    assert conservation.faults(World(store.state)) == []


@pytest.fixture
def api(store):
    return api_of(FAKE_KEY, FakeStripe(store), retries=0)


def key(name: str) -> dict[str, str]:
    return {"idempotency_key": f"test:{name}"}


def charge(api, amount=100_000, card="pm_card_visa", name="pay"):
    params = {"amount": amount, "currency": "usd", "payment_method": card, "confirm": True}
    return api.v1.payment_intents.create(params, key(name))


def payee(api, world):
    wanted = {"recipient": {"capabilities": {"stripe_balance": {"stripe_transfers": {"requested": True}}}}}
    account = api.v2.core.accounts.create({"configuration": wanted}, key("payee"))
    people.onboard(world, account.id)
    return account.id


def test_the_same_key_twice_is_one_payment_and_another_payload_an_error(api, world):
    assert charge(api).id == charge(api).id
    with pytest.raises(stripe.IdempotencyError):
        charge(api, amount=1)
    assert len(world.all("payment_intent")) == 1


def test_a_transfer_waits_for_the_money_to_become_available(api, world):
    account = payee(api, world)
    charge(api)
    send = {"amount": 50_000, "currency": "usd", "destination": account}
    with pytest.raises(stripe.InvalidRequestError, match="insufficient funds"):
        api.v1.transfers.create(send, key("early"))
    clock.catch_up(world, START + 3 * DAY)
    assert api.v1.transfers.create(send, key("later")).amount == 50_000


def test_a_transfer_to_someone_not_onboarded_is_refused(api, world):
    wanted = {"recipient": {"capabilities": {"stripe_balance": {"stripe_transfers": {"requested": True}}}}}
    account = api.v2.core.accounts.create({"configuration": wanted}, key("payee"))
    charge(api)
    clock.catch_up(world, START + 3 * DAY)
    with pytest.raises(stripe.InvalidRequestError, match="can't receive"):
        api.v1.transfers.create({"amount": 1, "currency": "usd", "destination": account.id}, key("t"))


def test_a_reversal_takes_back_no_more_than_was_sent(api, world):
    account = payee(api, world)
    charge(api)
    clock.catch_up(world, START + 3 * DAY)
    transfer = api.v1.transfers.create({"amount": 50_000, "currency": "usd", "destination": account}, key("t"))
    with pytest.raises(stripe.InvalidRequestError):
        api.v1.transfers.reversals.create(transfer.id, {"amount": 50_001}, key("r1"))
    api.v1.transfers.reversals.create(transfer.id, {"amount": 50_000}, key("r2"))
    assert api.v1.transfers.retrieve(transfer.id).reversed is True


def test_a_refund_gives_back_no_more_than_was_paid(api, world):
    intent = charge(api)
    api.v1.refunds.create({"payment_intent": intent.id, "amount": 60_000}, key("r1"))
    with pytest.raises(stripe.InvalidRequestError):
        api.v1.refunds.create({"payment_intent": intent.id, "amount": 40_001}, key("r2"))


@pytest.mark.parametrize("said, status", [("winning_evidence", "won"), ("losing_evidence", "lost")])
def test_a_disputed_payment_is_withdrawn_and_decided(api, world, said, status):
    charge(api, card="pm_card_createDispute")
    (dispute,) = world.all("dispute")
    assert dispute["status"] == "needs_response"
    api.v1.disputes.update(dispute["id"], {"evidence": {"uncategorized_text": said}}, key("evidence"))
    assert api.v1.disputes.retrieve(dispute["id"]).status == status


def test_a_late_payment_succeeds_when_its_time_comes(api, world):
    intent = charge(api, card="pm_usBankAccount")
    assert intent.status == "processing"
    clock.catch_up(world, START + payments.LATE_AFTER - 1)
    assert api.v1.payment_intents.retrieve(intent.id).status == "processing"
    clock.catch_up(world, START + payments.LATE_AFTER)
    assert api.v1.payment_intents.retrieve(intent.id).status == "succeeded"


def test_an_answer_lost_after_acting_is_had_with_the_same_key(api, world):
    world.state["drop"].append("post /v1/payment_intents")
    with pytest.raises(stripe.APIConnectionError):
        charge(api)
    assert charge(api).status == "succeeded"
    assert len(world.all("payment_intent")) == 1


@pytest.fixture
def subscribed(api, world):
    customer = api.v1.customers.create({"name": "Atelier", "payment_method": "pm_card_visa"}, key("customer"))
    product = api.v1.products.create({"name": "Growth"}, key("product"))
    price = {"product": product.id, "currency": "usd", "unit_amount": 9900, "recurring": {"interval": "month"}}
    price = api.v1.prices.create(price, key("price"))
    wanted = {"customer": customer.id, "items": [{"price": price.id}], "trial_period_days": 14}
    return api.v1.subscriptions.create(wanted, key("subscription"))


def test_a_trial_ends_in_an_invoice_that_is_drafted_for_an_hour_and_then_paid(api, world, subscribed):
    clock.catch_up(world, START + 14 * DAY)
    (invoice,) = world.all("invoice")
    assert (invoice["status"], invoice["total"]) == ("draft", 9900)
    api.v1.invoice_items.create(
        {
            "customer": subscribed.customer,
            "amount": 1234,
            "currency": "usd",
            "invoice": invoice["id"],
            "description": "Volume",
        },
        key("item"),
    )
    clock.catch_up(world, START + 14 * DAY + invoices.DRAFT_FOR)
    assert (invoice["status"], invoice["amount_paid"]) == ("paid", 11134)


def test_a_card_that_fails_makes_it_past_due_is_retried_and_a_new_card_mends_it(api, world, subscribed):
    bad = {"invoice_settings": {"default_payment_method": "pm_card_chargeCustomerFail"}}
    api.v1.customers.update(subscribed.customer, bad, key("bad"))
    clock.catch_up(world, START + 15 * DAY)
    assert api.v1.subscriptions.retrieve(subscribed.id).status == "past_due"
    clock.catch_up(world, START + 35 * DAY)
    (invoice,) = world.all("invoice")[-1:]
    assert (invoice["status"], invoice["attempt_count"]) == ("open", 4)
    portal = sessions.create_portal(world, {"customer": subscribed.customer})
    sessions.change_card(world, portal["id"], "pm_card_visa")
    assert (invoice["status"], api.v1.subscriptions.retrieve(subscribed.id).status) == ("paid", "active")


def test_twenty_four_months_are_twenty_four_invoices(api, world, subscribed):
    clock.catch_up(world, START + 14 * DAY + 730 * DAY)
    assert len(world.all("invoice", status="paid")) == 24

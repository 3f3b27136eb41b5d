"""Play money ends where real money begins: a test card pays for nothing that could be withdrawn for real."""

from functools import partial

import pytest

from billing.ledger import accounts
from billing.ledger import queries as ledger
from billing.payments import actions, outbox, play, states
from billing.payments.actions.collections import _take
from billing.payments.errors import UnableToChoose, UnableToCollect
from billing.payments.gateways import sandbox, seam
from billing.payments.models import Collection, GatewayChoice
from kernel.actors import GATEWAY, Actor
from kernel.history import relay
from tests.billing.payments.cast import CLARA, NOON, usd
from tests.billing.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def go_live(olga):
    return partial(actions.choose_gateway, gateway="manual", instructions="IBAN DE02 …", actor=Actor.of(olga), at=NOON)


def refresh(collection) -> str:
    actions.refresh_collection(collection=collection, actor=GATEWAY, at=NOON)
    return Collection.objects.get(pk=collection.pk).state


@pytest.mark.parametrize("card", ["", sandbox.CHALLENGE, sandbox.LATE])
def test_a_play_payment_under_way_is_given_up_when_real_money_begins(ask, go_live, card):
    asked = ask()
    if card:
        sandbox.pay(asked.external_id, card, at=NOON)
        refresh(asked)
    go_live()
    asked.refresh_from_db()
    assert asked.state == states.FAILED
    sandbox.pay(asked.external_id, "succeeds", at=NOON)
    sandbox.answer_challenge(asked.external_id, passed=True)
    assert refresh(asked) == states.FAILED
    assert not ledger.holds_anything()


def test_a_test_card_pays_nothing_once_real_money_moves(ask, go_live, client_for, atelier, clara):
    asked = ask()
    GatewayChoice.objects.create(gateway="manual", chosen_at=NOON)  # as if it had slipped through the switch
    with pytest.raises(UnableToCollect, match="Test payments are over here"):
        actions.pay_in_sandbox(collection=asked, card="succeeds", actor=Actor.of(clara), at=NOON)
    page = client_for(atelier, clara).post(asked.checkout_url, {"card": "succeeds"})
    assert page.status_code == 422 and "Test payments are over here" in page.content.decode()
    sandbox.pay(asked.external_id, "succeeds", at=NOON)
    assert refresh(asked) == states.FAILED


def test_what_was_asked_for_in_play_is_asked_for_anew_in_earnest(ask, requested):
    asked = ask()
    GatewayChoice.objects.create(gateway="manual", chosen_at=NOON)
    anew = requested()
    assert (anew.gateway, anew.pk != asked.pk) == ("manual", True)
    asked.refresh_from_db()
    assert (asked.state, asked.failure) == (states.FAILED, "replaced")


def test_between_a_payment_and_its_booking_nothing_is_switched(ask, go_live):
    """The ledger holds nothing yet: those who asked for the money hear of it a moment later."""
    asked = ask()
    sandbox.pay(asked.external_id, "succeeds", at=NOON)
    assert refresh(asked) == states.CONFIRMED
    with pytest.raises(UnableToChoose, match="never mix"):
        go_live()
    relay.run()
    go_live()  # nobody wanted this one


def test_real_money_on_its_way_keeps_play_from_beginning(ask, go_live, requested, olga):
    go_live()
    requested()
    with pytest.raises(UnableToChoose, match="never mix"):
        actions.choose_gateway(gateway="sandbox", actor=Actor.of(olga), at=NOON)


@pytest.mark.django_db(transaction=True)
def test_paying_in_play_and_going_live_at_once_never_both_succeed(requested, go_live, atelier):
    for number in range(6):
        GatewayChoice.objects.create(gateway="sandbox", chosen_at=NOON)
        asked = requested(reference=f"milestone:{number}")
        outbox.send_due(NOON)
        asked.refresh_from_db()
        sandbox.pay(asked.external_id, "succeeds", at=NOON)
        _paid, live = race(partial(refresh, asked), go_live, tenant=atelier)
        is_paid = Collection.objects.get(pk=asked.pk).state == states.CONFIRMED
        assert is_paid == isinstance(live, UnableToChoose), (live, is_paid)
        relay.run()


@pytest.mark.django_db(transaction=True)
def test_a_payment_in_somebodys_hands_during_the_switch_is_given_up_there(ask, go_live, atelier):
    from django.db import transaction

    asked = ask()
    sandbox.pay(asked.external_id, "succeeds", at=NOON)
    with transaction.atomic():
        Collection.objects.select_for_update().get(pk=asked.pk)
        assert race(go_live, tenant=atelier)[0].gateway == "manual"  # does not wait for this row
        _take(asked.pk, seam.Outcome(asked.external_id, seam.SUCCEEDED, usd("600.00")), NOON)
    asked.refresh_from_db()
    assert asked.state == states.FAILED and asked.gateway == play.SANDBOX
    assert ledger.balance(accounts.credit(CLARA), "USD") == usd("0.00")

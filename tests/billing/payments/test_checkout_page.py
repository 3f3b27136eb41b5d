"""The sandbox's page, as Clara uses it: through the real door, without JavaScript."""

import time
from functools import partial

import pytest

from billing.payments import forms, outbox, states
from billing.payments.models import Collection, Outgoing
from kernel import clock
from tests.billing.racing import race_once_free

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_checkout(ask, client_for, atelier, clara):
    collection = ask("600.00")
    browser = client_for(atelier, clara)

    def post(**answers):
        response = browser.post(collection.checkout_url, answers)
        collection.refresh_from_db()
        return response

    post.collection, post.browser = collection, browser
    return post


def test_the_page_shows_the_amount_and_the_test_cards(at_checkout):
    page = at_checkout.browser.get(at_checkout.collection.checkout_url)
    assert page.status_code == 200
    assert b"$600.00" in page.content
    assert page.content.count(b'type="radio"') == 5


def test_a_card_that_succeeds_leads_back_to_where_she_came_from(at_checkout):
    response = at_checkout(card="succeeds")
    assert (response.status_code, response["Location"]) == (302, "/contracts/1/")
    assert at_checkout.collection.state == states.CONFIRMED


def test_a_declined_card_is_said_on_the_page_and_another_one_pays(at_checkout):
    response = at_checkout(card="declined")
    page = at_checkout.browser.get(response["Location"])
    assert b"The card was declined" in page.content
    assert at_checkout(card="succeeds")["Location"] == "/contracts/1/"


def test_the_bank_asks_and_a_yes_pays(at_checkout):
    page = at_checkout.browser.get(at_checkout(card="challenge")["Location"])
    assert b"is this payment yours" in page.content
    at_checkout(answer="yes")
    assert at_checkout.collection.state == states.CONFIRMED


def test_paying_twice_from_two_tabs_is_paying_once(at_checkout):
    at_checkout(card="succeeds")
    page = at_checkout(card="succeeds")
    assert page.status_code == 200
    assert b"This payment has arrived" in page.content
    assert Collection.objects.get().received_minor == 60000


def test_a_card_nobody_knows_is_answered_beside_the_field(at_checkout):
    page = at_checkout(card="stolen")
    assert page.status_code == 422
    assert b"field-bad" in page.content


def test_cancelling_gives_the_payment_up(at_checkout):
    response = at_checkout.browser.post(at_checkout.collection.checkout_url + "cancel/")
    at_checkout.collection.refresh_from_db()
    assert (response["Location"], at_checkout.collection.failure) == ("/contracts/1/", "cancelled")


def test_somebody_elses_payment_is_not_there(at_checkout, client_for, atelier, brigade, nils):
    assert client_for(atelier, nils).get(at_checkout.collection.checkout_url).status_code == 404
    assert client_for(atelier).get(at_checkout.collection.checkout_url).status_code == 302
    assert client_for(brigade).get(at_checkout.collection.checkout_url).status_code == 302


def test_a_cards_digits_hold_together_so_that_they_keep_their_order_from_right_to_left():
    shown = str(forms.TestCard()["card"])
    assert "4000\u00a00000\u00a00000\u00a00002: is declined" in shown


@pytest.fixture
def leased(requested, clara, atelier, client_for):
    """A payment of which the worker is just telling the gateway; the browser that pays it; the worker's call."""
    now = clock.now()
    asked = requested(at=now)
    told = Outgoing.objects.get(key=f"collect:{asked.uuid}")
    assert outbox._lease(told.pk, now)
    pay = partial(client_for(atelier, clara).post, asked.checkout_url, {"card": "succeeds"})
    return asked, pay, lambda: outbox.send(told.pk, now + outbox.LEASE)


def test_who_is_quicker_than_the_worker_pays_as_soon_as_it_has_told_the_gateway(leased, monkeypatch):
    asked, pay, tell = leased
    monkeypatch.setattr(time, "sleep", lambda _seconds: tell())  # the page's pause is the worker's turn
    assert pay().status_code == 302
    asked.refresh_from_db()
    assert asked.state == states.CONFIRMED


def test_where_the_worker_does_not_come_back_one_is_asked_to_try_again(leased, monkeypatch):
    asked, pay, _tell = leased
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    answer = pay()
    assert answer.status_code == 422
    assert "This payment is just being prepared. Please try again in a moment." in answer.content.decode()
    asked.refresh_from_db()
    assert asked.state == states.OPEN


@pytest.mark.django_db(transaction=True)
def test_giving_up_in_one_tab_while_the_other_pays_is_answered_in_words(at_checkout, atelier):
    at, browser = at_checkout, at_checkout.browser
    pay = partial(browser.post, at.collection.checkout_url, {"card": "succeeds"})
    give_up = partial(browser.post, f"{at.collection.checkout_url}cancel/")
    paid, given_up = race_once_free(at.collection, pay, give_up, tenant=atelier)
    assert (paid.status_code, given_up.status_code) == (302, 302)
    at.collection.refresh_from_db()
    assert at.collection.state == states.CONFIRMED

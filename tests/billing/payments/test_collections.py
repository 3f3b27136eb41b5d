"""A client pays: once, for one thing, and what came in is never ignored."""

import pytest

from billing.payments import actions, outbox, states
from billing.payments.errors import UnableToCollect
from billing.payments.gateways import sandbox
from billing.payments.models import Collection, GatewayChoice, Outgoing
from kernel import history
from kernel.actors import CLOCK, GATEWAY, Actor
from kernel.money import Money
from tests.billing.payments.cast import CLARA, NOON, usd

pytestmark = pytest.mark.django_db


def pay(collection, card="succeeds"):
    sandbox.pay(collection.external_id, card, at=NOON)
    return actions.refresh_collection(collection=collection, actor=GATEWAY, at=NOON)


def verbs(subject) -> list[str]:
    return [entry.verb for entry in history.of(subject)]


def test_a_payment_that_succeeds_is_confirmed_and_says_for_what(ask):
    collection = pay(ask("600.00"))
    assert collection.state == states.CONFIRMED
    entry = history.of(collection).last()
    assert (entry.subject_type, entry.verb) == ("payment", "confirm")
    assert {k: entry.data[k] for k in ("purpose", "reference", "amount_minor", "currency", "collection")} == {
        "purpose": "funding",
        "reference": "milestone:1",
        "amount_minor": 60000,
        "currency": "USD",
        "collection": str(collection.uuid),
    }


def test_the_payer_is_sent_to_a_page_of_this_marketplace(ask):
    collection = ask()
    assert collection.checkout_url == f"/pay/sandbox/{collection.uuid}/"


def test_asking_twice_for_the_same_is_one_request(ask):
    assert ask("600.00").pk == ask("600.00").pk
    assert Outgoing.objects.filter(kind="collect").count() == 1


def test_asking_for_another_amount_replaces_the_request(ask):
    first, second = ask("600.00"), ask("700.00")
    first.refresh_from_db()
    assert (first.state, first.failure, second.state) == (states.FAILED, "replaced", states.OPEN)


def test_what_was_paid_cannot_be_asked_for_again(ask):
    pay(ask())
    with pytest.raises(UnableToCollect, match="paid already"):
        ask()
    assert Collection.objects.count() == 1


def test_a_declined_card_leaves_the_payment_open_for_another_card(ask):
    collection = pay(ask(), "declined")
    assert (collection.state, collection.failure) == (states.OPEN, "declined")
    assert pay(collection).state == states.CONFIRMED


def test_a_challenge_passed_confirms_and_failed_lets_one_try_again(ask):
    collection = pay(ask(), "challenge")
    assert collection.state == states.CHALLENGED
    sandbox.answer_challenge(collection.external_id, passed=False)
    collection = actions.refresh_collection(collection=collection, actor=GATEWAY, at=NOON)
    assert collection.state == states.OPEN
    pay(collection, "challenge")
    sandbox.answer_challenge(collection.external_id, passed=True)
    assert actions.refresh_collection(collection=collection, actor=GATEWAY, at=NOON).state == states.CONFIRMED


def test_a_late_payment_is_on_its_way_and_then_confirmed(ask):
    collection = pay(ask(), "late")
    assert collection.state == states.PROCESSING
    later = NOON + sandbox.LATE_BY
    assert actions.refresh_collection(collection=collection, actor=GATEWAY, at=later).state == states.CONFIRMED


@pytest.mark.parametrize(
    "amount, state", [("540.02", "open"), ("540.03", "challenged"), ("540.04", "processing"), ("540.05", "confirmed")]
)
def test_magic_amounts_have_their_way_whatever_the_card(ask, amount, state):
    assert pay(ask(amount), "succeeds").state == state


def test_news_told_ten_times_are_one_confirmation(ask):
    collection = pay(ask())
    for _ in range(10):
        actions.refresh_collection(collection=collection, actor=GATEWAY, at=NOON)
    assert verbs(collection) == ["request", "confirm"]


def test_a_payment_that_was_given_up_and_still_arrives_is_confirmed(ask):
    collection = ask()
    actions.expire_collection(collection=collection, actor=CLOCK, at=collection.expires_at)
    assert collection.state == states.FAILED
    assert pay(collection).state == states.CONFIRMED
    assert verbs(collection) == ["request", "fail", "confirm"]


@pytest.mark.parametrize("first_in", ["first", "second"])
def test_a_payment_given_up_and_its_successor_may_both_come_in(ask, clara, first_in):
    first = ask()
    actions.cancel_collection(collection=first, actor=Actor.of(clara), at=NOON)
    second = ask()
    assert first.pk != second.pk
    one, other = (first, second) if first_in == "first" else (second, first)
    assert [pay(one).state, pay(other).state] == [states.CONFIRMED] * 2
    first.refresh_from_db()
    assert (first.late, second.late) == (True, False)
    assert "confirm" in verbs(first) and "confirm" in verbs(second)
    with pytest.raises(UnableToCollect, match="paid already"):
        ask()


def test_what_came_in_beside_another_does_not_stop_the_other_from_being_asked_for_again(ask, clara):
    first = ask()
    actions.cancel_collection(collection=first, actor=Actor.of(clara), at=NOON)
    second = ask()
    pay(first)
    assert ask().pk == second.pk
    actions.cancel_collection(collection=second, actor=Actor.of(clara), at=NOON)
    assert ask().pk not in (first.pk, second.pk)


def test_a_gateway_that_acts_and_does_not_answer_is_asked_again_and_acts_once(clara):
    collection = actions.request_collection(
        purpose="funding",
        reference="milestone:9",
        amount=usd("540.07"),
        payer_id=CLARA,
        return_url="/",
        actor=Actor.of(clara),
        at=NOON,
    )
    outbox.send_due(NOON)
    row = Outgoing.objects.get(kind="collect")
    assert (row.state, row.attempts) == (Outgoing.WAITING, 1)
    outbox.send_due(NOON.replace(minute=30))
    row.refresh_from_db()
    collection.refresh_from_db()
    assert (row.state, row.attempts) == (Outgoing.SENT, 2)
    assert sandbox.SandboxPiece.objects.filter(kind="collect").count() == 1
    assert pay(collection).state == states.CONFIRMED


@pytest.mark.parametrize("minor, message", [(0, "more than zero"), (-1, "more than zero")])
def test_nothing_and_less_cannot_be_asked_for(clara, minor, message):
    with pytest.raises(UnableToCollect, match=message):
        actions.request_collection(
            purpose="funding",
            reference="milestone:2",
            amount=Money(minor, "USD"),
            payer_id=CLARA,
            return_url="/",
            actor=Actor.of(clara),
            at=NOON,
        )
    assert not Collection.objects.exists()


@pytest.mark.parametrize(
    "amount, message",
    [(Money(312_345, "KWD"), "last decimal"), (Money(49, "USD"), "smaller than"), (Money(49, "JPY"), "smaller than")],
)
def test_what_stripe_cannot_take_is_not_asked_for_nor_rounded(clara, amount, message):
    GatewayChoice.objects.create(gateway="stripe", chosen_at=NOON)
    facts = {"purpose": "funding", "payer_id": CLARA, "return_url": "/", "actor": Actor.of(clara), "at": NOON}
    with pytest.raises(UnableToCollect, match=message):
        actions.request_collection(reference="milestone:2", amount=amount, **facts)
    assert not Collection.objects.exists()
    fits = Money(312_340, "KWD") if amount.currency == "KWD" else Money(50, amount.currency)
    assert actions.request_collection(reference="milestone:2", amount=fits, **facts).amount_minor == fits.minor

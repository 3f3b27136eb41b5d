"""Workers side by side: what one has in hand, the others leave alone and do not wait for."""

import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from kernel import errors, events, history, timers, transition
from kernel.history import relay
from kernel.history.models import Entry, Undelivered
from kernel.moves import CLIENT, FREELANCER, days
from kernel.timers.models import Timer
from tests.kernel.conftest import CLARA, FELIX, NOON
from tests.kernel.things import LIFE, RELEASED, Thing
from tests.waiting import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)
heard: list[int] = []


def hear(entry):
    heard.append(entry.pk)


def stumble(entry):
    raise ZeroDivisionError


@pytest.fixture
def subscribed():
    heard.clear()
    events.subscribe("thing.touch", hear)
    yield
    events.unsubscribe("thing.touch", hear)


@contextmanager
def in_the_hands_of_another(atelier, rows):
    """Somebody else's transaction holds these rows; whoever waits for them here is told so after half a minute."""
    from tenants.scope import tenant_scope

    held, done = threading.Event(), threading.Event()

    def hold():
        with tenant_scope(atelier), transaction.atomic():
            list(rows.select_for_update(of=("self",)))
            held.set()
            done.wait(PATIENCE)
        connections.close_all()

    other = threading.Thread(target=hold)
    other.start()
    assert held.wait(PATIENCE)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '30s'")
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 0")
        done.set()
        other.join()


def touch(thing):
    with transaction.atomic():
        return history.record(thing, "touch", actor=FELIX, at=NOON)


def deliver(at=NOON):
    thing = Thing.objects.create()
    with transaction.atomic():
        transition.apply(LIFE, thing, "deliver", role=FREELANCER, actor=FELIX, at=at)
    return thing


def test_an_entry_that_another_relay_tells_is_passed_over(thing, subscribed, atelier):
    first, second = touch(thing), touch(thing)
    with in_the_hands_of_another(atelier, Entry.objects.filter(pk=first.pk)):
        assert relay.run() == 1
        assert heard == [second.pk]
    assert relay.run() == 1
    assert heard == [second.pk, first.pk]


def test_a_retry_that_another_relay_makes_is_passed_over(thing, subscribed, atelier):
    events.subscribe("thing.touch", stumble)
    try:
        touch(thing), touch(thing)
        assert relay.run() == 2
    finally:
        events.unsubscribe("thing.touch", stumble)
    Undelivered.objects.update(retry_at=NOON)
    first, _second = Undelivered.objects.order_by("id")
    with in_the_hands_of_another(atelier, Undelivered.objects.filter(pk=first.pk)):
        assert relay.run() == 1
    assert list(Undelivered.objects.order_by("id").values_list("attempts", flat=True)) == [1, 2]


def test_a_timer_that_another_worker_handles_is_passed_over(things_table, atelier):
    one, other = deliver(), deliver()
    with in_the_hands_of_another(atelier, Timer.objects.filter(subject_id=one.pk)):
        assert timers.run_due(NOON + days(14)) == 1
        assert Thing.objects.get(state=RELEASED) == other
    assert timers.run_due(NOON + days(14)) == 1


def test_a_timer_taken_back_while_it_is_handled_is_left_to_its_handler(thing, atelier):
    timers.schedule("thing", thing.pk, "warn", due_at=NOON, key="warn:1")
    with in_the_hands_of_another(atelier, Timer.objects.filter(key="warn:1")):
        timers.cancel("warn:1")
    assert Timer.objects.filter(key="warn:1").exists()


def test_what_was_due_first_is_handled_first(things_table):
    later, sooner = deliver(NOON + timedelta(hours=1)), deliver(NOON)
    assert timers.run_due(NOON + days(20)) == 2
    released = Entry.objects.filter(verb="accept").order_by("id")
    assert list(released.values_list("subject_id", flat=True)) == [sooner.pk, later.pk]


def test_a_life_begins_only_in_the_state_that_its_table_says(things_table):
    born_late = Thing.objects.create(state=RELEASED)
    with pytest.raises(errors.NotAllowed), transaction.atomic():
        transition.begin(LIFE, born_late, "start", role=CLIENT, actor=CLARA, at=NOON)
    assert not Entry.objects.exists()

"""Who comes second does not wait for who is at it, and a connection that breaks in the middle loses nothing."""

import threading
from contextlib import contextmanager

import psycopg
import pytest
from django.db import OperationalError, connection, connections, transaction

from kernel import events, history, timers, transition
from kernel.history import relay
from kernel.history.models import Entry, Undelivered
from kernel.moves import FREELANCER, days
from kernel.timers.models import Timer
from tests.kernel.conftest import CLARA, FELIX, NOON
from tests.kernel.things import LIFE, RELEASED, Thing
from tests.waiting import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)
heard: list[int] = []
cut: list[int] = []
DUE = NOON + days(14)


def hear(entry):
    if entry.data.get("fatal") and entry.pk not in cut:
        cut.append(entry.pk)
        cut_off()
        Entry.objects.count()
    heard.append(entry.pk)


def cut_off():
    """The server ends this thread's connection, as when it is restarted."""
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])


@pytest.fixture
def subscribed():
    heard.clear()
    cut.clear()
    events.subscribe("thing.touch", hear)
    yield
    events.unsubscribe("thing.touch", hear)


@pytest.fixture
def held(atelier):
    """`with held(rows):` somebody on another connection is at these rows; here nobody waits longer than half
    a minute for anything."""
    from tenants.scope import tenant_scope

    @contextmanager
    def elsewhere(rows):
        taken, done = threading.Event(), threading.Event()

        def hold():
            with tenant_scope(atelier), transaction.atomic():
                list(rows.select_for_update())
                taken.set()
                done.wait(PATIENCE)
            connections.close_all()

        other = threading.Thread(target=hold)
        other.start()
        assert taken.wait(PATIENCE)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '30s'")
        try:
            yield
        finally:
            done.set()
            other.join()

    return elsewhere


def touch(thing, **data):
    with transaction.atomic():
        return history.record(thing, "touch", actor=CLARA, at=NOON, data=data)


def deliver(thing):
    with transaction.atomic():
        transition.apply(LIFE, thing, "deliver", role=FREELANCER, actor=FELIX, at=NOON)
    return thing


def test_a_clock_passes_by_the_timer_another_one_is_handling(things_table, held):
    first, second = deliver(Thing.objects.create()), deliver(Thing.objects.create())
    with held(Timer.objects.filter(subject_id=first.pk)):
        assert timers.run_due(DUE) == 1
    second.refresh_from_db()
    first.refresh_from_db()
    assert (second.state, first.state) == (RELEASED, "delivered")
    assert timers.run_due(DUE) == 1


def test_who_takes_a_timer_back_does_not_wait_for_its_handler(thing, held):
    timers.schedule("thing", thing.pk, "warn", due_at=DUE, key="warn:1")
    with held(Timer.objects.filter(key="warn:1")):
        timers.cancel("warn:1")
        assert Timer.objects.filter(key="warn:1").exists()


def test_a_relay_passes_by_the_news_another_one_is_telling(thing, subscribed, held):
    first, second = touch(thing), touch(thing)
    with held(Entry.objects.filter(pk=first.pk)):
        assert relay.run() == 1
    assert heard == [second.pk]
    assert relay.run() == 1
    assert heard == [second.pk, first.pk]


def test_a_relay_passes_by_what_another_one_is_trying_again(thing, subscribed, held):
    name = events.name_of(hear)
    first, second = touch(thing), touch(thing)
    Entry.objects.update(relayed_at=NOON)
    for entry in (first, second):
        Undelivered.objects.create(entry=entry, handler=name, error="broken", retry_at=NOON)
    with held(Undelivered.objects.filter(entry=first)):
        assert relay.run() == 1
    assert heard == [second.pk]
    assert relay.run() == 1 and not Undelivered.objects.exists()


def test_news_cut_off_in_the_telling_are_no_failure_of_the_subscriber_and_are_told_again(thing, subscribed, caplog):
    entry = touch(thing, fatal=True)
    with pytest.raises(OperationalError):
        relay.run()
    assert heard == [] and "history.undelivered" not in caplog.text
    assert Entry.objects.get(pk=entry.pk).relayed_at is None and not Undelivered.objects.exists()
    assert relay.run() == 1 and heard == [entry.pk]


def test_a_timer_cut_off_in_the_ringing_has_not_failed_and_rings_again(thing, caplog):
    timers.schedule("cut", thing.pk, "off", due_at=NOON, key="cut:1")
    timers._handlers.setdefault(("cut", "off"), ring)
    try:
        with pytest.raises(OperationalError):
            timers.run_due(NOON)
        assert Timer.objects.get(key="cut:1").attempts == 0 and "timer.failed" not in caplog.text
        Thing.objects.filter(pk=thing.pk).update(note="calm")
        assert timers.run_due(NOON) == 1
    finally:
        timers._handlers.pop(("cut", "off"))
    assert not Timer.objects.filter(key="cut:1").exists()


def ring(number, at):
    if Thing.objects.get(pk=number).note != "calm":
        cut_off()
        Thing.objects.count()

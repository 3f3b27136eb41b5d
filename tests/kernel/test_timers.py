"""The clock acts on the due moment, once, whoever is late and whoever comes twice."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from kernel import errors, timers, transition
from kernel.history.models import Entry
from kernel.moves import CLIENT, FREELANCER, days
from kernel.timers.models import Timer
from tests.kernel.conftest import CLARA, FELIX, NOON
from tests.kernel.things import DELIVERED, LIFE, RELEASED, Thing, auto_accept
from tests.waiting import PATIENCE

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def delivered(thing):
    do(thing, "deliver")
    return thing


def do(thing, verb, role=FREELANCER, actor=FELIX, at=NOON):
    with transaction.atomic():
        return transition.apply(LIFE, thing, verb, role=role, actor=actor, at=at)


def state():
    return Thing.objects.get().state


def test_fourteen_days_less_a_second_is_too_early_and_fourteen_days_is_due(delivered):
    assert timers.next_due() == NOON + days(14)
    assert timers.run_due(NOON + days(14) - SECOND) == 0
    assert state() == DELIVERED
    assert timers.run_due(NOON + days(14)) == 1
    assert state() == RELEASED
    assert timers.next_due() is None


def test_a_late_worker_gives_the_same_result_as_a_punctual_one(delivered):
    assert timers.run_due(NOON + days(60)) == 1
    entry = Entry.objects.get(verb="accept")
    assert entry.at == NOON + days(14) and entry.actor_kind == "clock"


def test_a_second_run_changes_nothing(delivered):
    timers.run_due(NOON + days(14))
    assert timers.run_due(NOON + days(14)) == 0
    assert Entry.objects.filter(verb="accept").count() == 1


def test_a_timer_whose_object_has_moved_on_ends_quietly(delivered):
    kept = Timer.objects.get()
    do(delivered, "accept", CLIENT, CLARA)
    kept.pk = None
    kept.save()  # as if the move could not take it back in time
    assert timers.run_due(NOON + days(14)) == 1
    assert not Timer.objects.exists()
    assert Entry.objects.filter(verb="accept").get().actor_label == "Clara"


def test_the_old_timer_of_a_state_entered_anew_does_nothing(delivered):
    old = Timer.objects.get()
    do(delivered, "deliver", at=NOON + days(3))
    old.pk = None
    old.save()
    assert timers.run_due(NOON + days(14)) == 1
    assert state() == DELIVERED
    assert Timer.objects.get().due_at == NOON + days(17)


@pytest.mark.parametrize("note", ["broken", "refusing"])
def test_a_handler_that_fails_is_kept_and_tried_again_and_nobody_waits_for_it(things_table, note):
    broken, fine = Thing.objects.create(note=note), Thing.objects.create()
    do(broken, "deliver")
    do(fine, "deliver")
    late = NOON + days(20)
    assert timers.run_due(late) == 2
    fine.refresh_from_db()
    assert fine.state == RELEASED
    timer = Timer.objects.get()
    assert timer.attempts == 1 and timer.run_at == late + timedelta(seconds=30)
    assert timer.error and timer.due_at == NOON + days(14)
    Thing.objects.filter(pk=broken.pk).update(note="")
    assert timers.run_due(timer.run_at) == 1
    broken.refresh_from_db()
    assert broken.state == RELEASED
    assert Entry.objects.filter(verb="accept", subject_id=broken.pk).get().at == NOON + days(14)


def test_a_timer_that_nobody_handles_says_so(thing):
    timers.schedule("thing", thing.pk, "sing", due_at=NOON, key="sing:1")
    assert timers.run_due(NOON) == 1
    assert "Nothing handles thing.sing" in Timer.objects.get().error


def test_a_scheduled_timer_is_set_once_per_key_and_outlives_the_state(thing):
    assert timers.schedule("thing", thing.pk, "warn", due_at=NOON + days(5), key="warn:1")
    assert not timers.schedule("thing", thing.pk, "warn", due_at=NOON + days(9), key="warn:1")
    do(thing, "deliver")
    assert Timer.objects.get(key="warn:1").due_at == NOON + days(5)
    timers.cancel("warn:1")
    assert not Timer.objects.filter(key="warn:1").exists()


def test_one_timed_move_has_one_handler():
    timers.handle("thing", "accept")(auto_accept)
    with pytest.raises(ValueError, match="already handled"):
        timers.handle("thing", "accept")(do)
    assert ("thing", "accept") in timers.handled()


@pytest.mark.django_db(transaction=True)
def test_four_workers_and_a_client_release_each_object_once(things_table, atelier):
    from tenants.scope import tenant_scope

    for _ in range(12):
        do(Thing.objects.create(), "deliver")
    start, outcomes = threading.Barrier(5), []

    def clockwork():
        with tenant_scope(atelier):
            start.wait(PATIENCE)
            timers.run_due(NOON + days(14))
        connections.close_all()

    def client():
        with tenant_scope(atelier):
            mine = list(Thing.objects.order_by("-pk"))
            start.wait(PATIENCE)
            for thing in mine:
                try:
                    do(thing, "accept", CLIENT, CLARA, at=NOON + days(14))
                    outcomes.append("client")
                except errors.TooLate:
                    outcomes.append("clock")
        connections.close_all()

    threads = [threading.Thread(target=work) for work in (clockwork, clockwork, clockwork, clockwork, client)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(outcomes) == 12
    timers.run_due(NOON + days(14))
    assert set(Thing.objects.values_list("state", flat=True)) == {RELEASED}
    assert Entry.objects.filter(verb="accept").count() == 12
    by = list(Entry.objects.filter(verb="accept").values_list("actor_kind", flat=True))
    assert by.count("user") == outcomes.count("client")
    assert not Timer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_person_does_not_wait_for_a_timer_that_is_being_handled(thing, atelier):
    from tenants.scope import tenant_scope

    do(thing, "deliver")
    held, done = threading.Event(), threading.Event()

    def hold():
        with tenant_scope(atelier), transaction.atomic():
            list(Timer.objects.select_for_update())
            held.set()
            done.wait(PATIENCE)
        connections.close_all()

    handling = threading.Thread(target=hold)
    handling.start()
    assert held.wait(PATIENCE)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '30s'")
            transition.apply(LIFE, thing, "ask", role=CLIENT, actor=CLARA, at=NOON)
    finally:
        done.set()
        handling.join()
    assert timers.run_due(NOON + days(14)) == 1
    assert state() == "changes" and not Timer.objects.exists()

"""Tasks run where they were queued, or not at all."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from celery import shared_task
from celery.exceptions import Retry
from celery.signals import worker_ready
from django.db import OperationalError, connection
from django.test import TestCase

from kernel import events, history, timers
from kernel.actors import SYSTEM
from kernel.history.models import Entry
from tenants import dispatching, scope, states, tasks
from tenants.models import Tenant
from tests.billing.racing import race_once_free

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
seen: list[str] = []


@shared_task(name="tests.probe")
def probe(then: str = "") -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        seen.append(cursor.fetchone()[0])
    if then == "again":
        probe.delay()


@shared_task(name="tests.stumble")
def stumble() -> None:
    raise OperationalError("deadlock detected")


@pytest.fixture(autouse=True)
def nothing_seen():
    seen.clear()


def change(tenant, **facts):
    with scope.public_scope():
        Tenant.objects.filter(pk=tenant.pk).update(**facts)


def test_a_task_runs_in_the_marketplace_it_was_queued_in(queue, in_brigade):
    probe.delay()
    with in_brigade():
        probe.delay("again")
    assert queue.run() == 3
    assert seen == ["t_atelier", "t_brigade", "t_brigade"]
    assert connection.schema_name == "t_atelier"


def test_outside_of_any_marketplace_nothing_is_queued(queue):
    with scope.public_scope(), pytest.raises(tasks.NoTenant):
        probe.delay()
    assert queue.messages() == []


@pytest.mark.parametrize("header", [{}, {tasks.HEADER: None}, {tasks.HEADER: 0}])
def test_a_message_without_a_marketplace_is_refused_and_not_run_in_public(queue, header):
    with scope.public_scope(), pytest.raises(tasks.NoTenant):
        queue.run_one({"task": "tests.probe", "id": "1", **header})
    assert seen == []


@pytest.mark.parametrize("state", [states.REQUESTED, states.PURGED])
def test_a_task_of_a_marketplace_that_is_gone_fails(queue, atelier, state):
    probe.delay()
    change(atelier, state=state)
    with pytest.raises(tasks.TenantGone):
        queue.run()
    assert seen == []


def test_a_task_of_a_deleted_marketplace_fails(queue):
    with scope.public_scope(), pytest.raises(tasks.TenantGone):
        queue.run_one({"task": "tests.probe", "id": "1", tasks.HEADER: 999_999})
    assert seen == []


def test_called_like_a_function_it_stays_where_it_is(in_brigade):
    with in_brigade():
        probe()
    with scope.public_scope(), pytest.raises(tasks.NoTenant):
        probe()
    assert seen == ["t_brigade"]


def test_a_nested_eager_task_gives_the_marketplace_back(in_brigade, settings):
    from guildhall.celery import app

    app.conf.task_always_eager = True
    try:
        with in_brigade():
            probe.delay("again")
            assert connection.schema_name == "t_brigade"
    finally:
        app.conf.task_always_eager = False
    assert seen == ["t_brigade", "t_brigade"]
    assert connection.schema_name == "t_atelier"


def test_a_task_that_finds_the_database_away_comes_again_to_the_same_marketplace(queue, in_brigade):
    def away(execute, *asked):
        raise OperationalError("the database system is starting up")

    with in_brigade():
        probe.delay()
    ((headers, args, kwargs),) = queue.messages()
    with scope.public_scope(), connection.execute_wrapper(away), pytest.raises(Retry):
        queue.run_one(headers, args, kwargs)
    assert seen == []
    assert queue.run() == 1
    assert seen == ["t_brigade"]


def test_a_task_does_not_come_again_for_ever(queue, atelier):
    with pytest.raises(OperationalError, match="deadlock"):
        stumble()
    with scope.public_scope(), pytest.raises(OperationalError):
        queue.run_one({"task": "tests.stumble", "id": "1", tasks.HEADER: atelier.pk, "retries": 8})
    assert queue.messages() == []


def test_when_a_worker_starts_everybody_who_is_served_is_visited(queue, atelier, brigade):
    later = datetime.now(UTC) + timedelta(minutes=9)
    change(atelier, next_due_at=later)
    change(brigade, next_due_at=later, state=states.PURGED)
    worker_ready.send(sender="the queue")
    assert queue.run() == 1
    assert dispatching.visit_due(jitter=0) == 1
    assert [headers[tasks.HEADER] for headers, _, _ in queue.messages()] == [atelier.pk]


def test_the_dispatcher_visits_only_who_has_something_due(queue, atelier, brigade):
    now = datetime.now(UTC)
    change(atelier, next_due_at=now + timedelta(hours=1))
    change(brigade, next_due_at=now - timedelta(seconds=1))
    assert dispatching.visit_due(jitter=0) == 1
    (headers, _args, _kwargs) = queue.messages()[0]
    assert headers[tasks.HEADER] == brigade.id
    assert dispatching.visit_due(jitter=0) == 0, "it is leased while the visit is on its way"


def test_the_dispatcher_goes_on_to_the_last_chunk_and_spreads_its_visits(queue, atelier, brigade, monkeypatch):
    for tenant in (atelier, brigade):
        change(tenant, next_due_at=datetime.now(UTC) - timedelta(seconds=1))
    monkeypatch.setattr(dispatching, "CHUNK", 1)
    assert dispatching.visit_due(jitter=1_000_000) == 2
    assert len({headers["eta"][:19] for headers, _args, _kwargs in queue.messages()}) == 2


@pytest.mark.django_db(transaction=True)
def test_two_dispatchers_at_once_share_the_work(queue, atelier, brigade):
    change(brigade, next_due_at=datetime.now(UTC) + timedelta(hours=1))
    change(atelier, next_due_at=datetime.now(UTC) - timedelta(seconds=1))
    with scope.public_scope():
        visited = race_once_free(atelier, *[partial(dispatching.visit_due, jitter=0)] * 2, tenant=atelier)
    assert sorted(visited) == [0, 1]


@pytest.mark.parametrize("state", [states.BUILDING, states.PURGED])
def test_the_dispatcher_leaves_out_who_is_not_served(queue, atelier, brigade, state):
    change(brigade, state=state)
    change(atelier, next_due_at=datetime.now(UTC) + timedelta(hours=1))
    assert dispatching.visit_due(jitter=0) == 0


def test_a_visit_tells_news_rings_timers_and_says_when_to_come_again(queue, atelier):
    rung = []
    timers.handle("probe", "ring")(lambda subject, at: rung.append((subject, at)))
    events.subscribe("user.happen", _hear)
    heard.clear()
    try:
        history.record(_subject(), "happen", actor=SYSTEM, at=AT)
        timers.schedule("probe", 7, "ring", due_at=AT, key="probe:7")
        timers.schedule("probe", 8, "ring", due_at=datetime.now(UTC) + timedelta(minutes=3), key="probe:8")
        tasks.tend.delay()
        assert queue.run() == 1
    finally:
        events.unsubscribe("user.happen", _hear)
        timers._handlers.pop(("probe", "ring"))
    assert heard == ["t_atelier"]
    assert rung == [(7, AT)]
    assert not Entry.objects.filter(relayed_at__isnull=True).exists()
    with scope.public_scope():
        due = Tenant.objects.get(pk=atelier.pk).next_due_at
    assert timedelta(minutes=2) < due - datetime.now(UTC) <= timedelta(minutes=3)


heard: list[str] = []


def _hear(entry):
    heard.append(connection.schema_name)


def _subject():
    from tests import make

    return make.user("Clara")


def test_an_idle_marketplace_is_looked_at_now_and_then(queue, atelier):
    tasks.tend.delay()
    queue.run()
    with scope.public_scope():
        due = Tenant.objects.get(pk=atelier.pk).next_due_at
    assert dispatching.IDLE - timedelta(minutes=1) < due - datetime.now(UTC) <= dispatching.IDLE


def test_a_commit_wakes_its_own_marketplace_once(queue, in_brigade, brigade):
    with in_brigade():
        dispatching.tend()
        person = _subject()
        with TestCase.captureOnCommitCallbacks(execute=True):
            history.record(person, "happen", actor=SYSTEM, at=AT)
            history.record(person, "happen", actor=SYSTEM, at=AT)
    messages = queue.messages()
    assert [(headers["task"], headers[tasks.HEADER]) for headers, _, _ in messages] == [
        ("tenants.tasks.tend", brigade.id)
    ]
    with in_brigade():
        dispatching.tend()


def test_news_of_public_is_told_in_public(queue):
    with scope.public_scope():
        dispatching.tend_public()
        with TestCase.captureOnCommitCallbacks(execute=True):
            history.record(_subject(), "happen", actor=SYSTEM, at=AT)
    assert [headers["task"] for headers, _, _ in queue.messages()] == ["tenants.tasks.tend_public"]
    with scope.public_scope():
        dispatching.tend_public()
        assert not Entry.objects.filter(relayed_at__isnull=True).exists()

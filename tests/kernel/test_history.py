"""History only grows, and its news reaches every subscriber at least once."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, connections, transaction

from kernel import events, history
from kernel.history import relay
from kernel.history.models import Entry, Undelivered
from kernel.money import Money
from kernel.once import once
from tenants import wall
from tests.kernel import things
from tests.kernel.conftest import CLARA, FELIX, NOON
from tests.waiting import PATIENCE

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
heard: list[int] = []


def hear(entry):
    heard.append(entry.pk)


def stumble(entry):
    once(f"half:{entry.pk}")
    raise ZeroDivisionError("the subscriber broke")


def write_down(entry):
    once(f"{os.getpid()}:{entry.pk}")


@pytest.fixture
def subscribed():
    """`subscribed("thing.*", hear)` for the length of a test."""
    heard.clear()
    mine = []

    def subscribe(pattern, handler):
        events.subscribe(pattern, handler)
        mine.append((pattern, handler))

    yield subscribe
    for pattern, handler in mine:
        events.unsubscribe(pattern, handler)


def happen(thing, verb="touch", **data):
    with transaction.atomic():
        return history.record(thing, verb, actor=CLARA, at=NOON, data=data)


def test_a_row_says_who_did_what_to_whom_and_when(thing):
    entry = happen(thing, price=Money(1234, "USD"), when=NOON)
    kept = Entry.objects.get()
    assert kept == entry and kept.event == "thing.touch"
    assert (kept.at, kept.actor_kind, kept.actor_id, kept.actor_label) == (NOON, "user", 1, "Clara")
    assert kept.data == {"price": {"minor": 1234, "currency": "USD"}, "when": "2026-11-02T12:00:00Z"}
    assert list(history.of(thing)) == [kept]


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.delete(),
        lambda rows: rows.update(verb="forged"),
        lambda rows: rows.update(data={"price": 0}),
        lambda rows: rows.update(at=NOON - timedelta(days=1)),
        lambda rows: rows.update(relayed_at=NOON, actor_label="Nobody"),
    ],
)
def test_the_database_refuses_to_forget_or_rewrite_in_every_schema(thing, in_brigade, change):
    happen(thing)
    with (
        pytest.raises(IntegrityError, match=r"t_atelier\.kernel_entry is append-only"),
        transaction.atomic(),
        wall.as_owner(),
    ):
        change(Entry.objects.all())
    with in_brigade():
        happen(thing)
        with (
            pytest.raises(IntegrityError, match=r"t_brigade\.kernel_entry is append-only"),
            transaction.atomic(),
            wall.as_owner(),
        ):
            change(Entry.objects.all())
    assert Entry.objects.get().verb == "touch"


def test_the_relay_tells_each_entry_to_its_subscribers_and_once_they_heard_never_again(thing, subscribed):
    subscribed("thing.touch", hear)
    first, second = happen(thing), happen(thing)
    happen(thing, "ignore")
    assert relay.next_due() is not None
    assert relay.run() == 3
    assert heard == [first.pk, second.pk]
    assert relay.run() == 0 and heard == [first.pk, second.pk]
    assert relay.next_due() is None


def test_a_subscriber_of_all_verbs_hears_all_and_twice_subscribed_is_once(thing, subscribed):
    subscribed("thing.*", hear)
    events.subscribe("thing.*", hear)
    subscribed("thing.touch", hear)
    entry = happen(thing)
    relay.run()
    assert heard == [entry.pk]


def test_a_subscriber_that_fails_holds_nobody_up_and_is_tried_again(thing, subscribed):
    subscribed("thing.touch", stumble)
    subscribed("thing.touch", hear)
    first, second = happen(thing), happen(thing)
    assert relay.run() == 2
    assert heard == [first.pk, second.pk]
    missed = Undelivered.objects.order_by("id").first()
    assert missed.entry == first and missed.attempts == 1
    assert "ZeroDivisionError: the subscriber broke" in missed.error
    assert once(f"half:{first.pk}"), "what the failed subscriber wrote is undone"
    assert missed.retry_at <= relay.next_due() + timedelta(seconds=1)
    assert relay.run() == 0, "not before its time"

    Undelivered.objects.update(retry_at=NOON)
    relay.run()
    missed.refresh_from_db()
    assert missed.attempts == 2 and missed.retry_at - NOON > relay.retry_delay(2)
    assert heard == [first.pk, second.pk], "those who heard are not told again"


def test_a_subscriber_that_is_mended_gets_its_news(thing, subscribed, monkeypatch):
    subscribed("thing.touch", stumble)
    entry = happen(thing)
    relay.run()
    monkeypatch.setattr(sys.modules[__name__], "once", lambda key: True)
    events.unsubscribe("thing.touch", stumble)

    def mended(entry):
        hear(entry)

    mended.__qualname__, mended.__module__ = stumble.__qualname__, stumble.__module__
    events.subscribe("thing.touch", mended)
    Undelivered.objects.update(retry_at=NOON)
    assert relay.run() == 1
    events.unsubscribe("thing.touch", mended)
    events.subscribe("thing.touch", stumble)
    assert heard == [entry.pk] and not Undelivered.objects.exists()


def test_retries_wait_longer_and_longer_but_never_over_six_hours():
    delays = [relay.retry_delay(n) for n in range(1, 40)]
    assert delays[:3] == [timedelta(seconds=5), timedelta(seconds=10), timedelta(seconds=20)]
    assert delays == sorted(delays) and delays[-1] == timedelta(hours=6)


def test_a_subscriber_without_a_name_is_refused():
    with pytest.raises(ValueError, match="function of a module"):
        events.subscribe("thing.touch", lambda entry: None)
    for pattern in ("thing", "thing.", ".touch", "a.b.c"):
        with pytest.raises(ValueError, match="noun"):
            events.subscribe(pattern, hear)


def test_the_relay_is_woken_after_the_commit_and_not_before(thing, django_capture_on_commit_callbacks):
    woken = []
    events.on_recorded(bind := lambda: lambda: woken.append("woken"))
    try:
        with django_capture_on_commit_callbacks(execute=True):
            happen(thing)
            assert woken == []
        assert woken == ["woken"]
    finally:
        events._binders.remove(bind)


def test_a_key_is_seen_once_and_a_rollback_forgets_it():
    with pytest.raises(KeyError), transaction.atomic():
        assert once("k")
        raise KeyError
    assert once("k") and not once("k") and once("other")


@pytest.mark.django_db(transaction=True)
def test_of_eight_with_one_key_one_is_first(atelier):
    from tenants.scope import tenant_scope

    start, firsts = threading.Barrier(8), []

    def ask():
        with tenant_scope(atelier):
            connection.ensure_connection()
            start.wait(PATIENCE)
            with transaction.atomic():
                firsts.append(once("race"))
        connections.close_all()

    _together(8, ask)
    assert sorted(firsts) == [False] * 7 + [True]


@pytest.mark.django_db(transaction=True)
def test_four_relays_at_once_share_the_work_and_double_none(thing, subscribed, atelier):
    from tenants.scope import tenant_scope

    subscribed("thing.touch", hear)
    wanted = [happen(thing).pk for _ in range(40)]

    def work():
        with tenant_scope(atelier):
            relay.run()
        connections.close_all()

    _together(4, work)
    assert sorted(heard) == wanted
    assert not Entry.objects.filter(relayed_at__isnull=True).exists()


KILLED = """
import os, sys, django
sys.path[:0] = [{root!r}, {root!r} + "/platform"]
django.setup()
from django.db import connection
from kernel import events
from kernel.history import relay
from kernel.once import once
from tenants.models import Tenant
from tenants.scope import tenant_scope

def on_touch(entry):
    once(f"told:{{entry.pk}}")
    os.write(1, b"%d\\n" % entry.pk)
    if entry.pk == {fatal}:
        os.write(1, b"ready to die\\n")
        sys.stdin.read()

events.subscribe("thing.touch", on_touch)
with tenant_scope(Tenant.objects.get(slug="atelier")):
    relay.run()
"""


@pytest.mark.crash
@pytest.mark.django_db(transaction=True)
def test_a_relay_killed_in_the_middle_leaves_nothing_half_and_tells_it_again(thing, subscribed):
    entries = [happen(thing).pk for _ in range(3)]
    params = connection.settings_dict
    where = f"{params['HOST']}:{params['PORT']}" if params["HOST"] else ""
    url = f"postgresql://{params['USER']}:{params['PASSWORD']}@{where}/{params['NAME']}"
    if params["OPTIONS"].get("host"):
        url += f"?host={params['OPTIONS']['host']}"
    script = KILLED.format(root=str(ROOT), fatal=entries[1])
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "DATABASE_URL": url},
    )
    lines = iter(process.stdout.readline, b"")
    said = []
    for line in lines:
        said.append(line.strip())
        if line.startswith(b"ready"):
            break
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert said == [str(entries[0]).encode(), str(entries[1]).encode(), b"ready to die"]

    told = dict(Entry.objects.values_list("pk", "relayed_at"))
    assert told[entries[0]] and not told[entries[1]] and not told[entries[2]]
    assert not once(f"told:{entries[0]}"), "what was finished stays"
    assert once(f"told:{entries[1]}"), "what the killed one wrote is gone"

    subscribed("thing.touch", hear)
    assert relay.run() == 2
    assert heard == entries[1:]


def _together(count, work):
    threads = [threading.Thread(target=work) for _ in range(count)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def test_two_nouns_keep_their_timelines_apart(thing):
    other = things.Thing.objects.create()
    with transaction.atomic():
        history.record(other, "touch", actor=FELIX, at=NOON)
    assert not history.of(thing).exists() and history.of(other).count() == 1

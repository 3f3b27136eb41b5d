"""Live updates: a ticket of this host hears its channels, and nobody else's."""

import ast
import contextlib
import json
import socket
import threading
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
import time_machine
import uvicorn
from django.core import signing
from starlette.applications import Starlette
from starlette.routing import Route

from guildhall import live as live_process
from kernel import live
from tests import waiting

HOST = "atelier.localhost"
ATELIER, BRIGADE = "t_atelier", "t_brigade"


@pytest.fixture(scope="module")
def port():
    """The live process as it runs beside the pages, on a port of its own."""
    app = Starlette(routes=[Route("/live/", live_process.stream)])
    with waiting.served(uvicorn.Config(app, log_level="warning")) as number:
        yield number


class Listener:
    """A browser with an open stream."""

    def __init__(self, port: int, ticket: str, host: str = HOST) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=waiting.PATIENCE)
        self.connection.request("GET", f"/live/?ticket={ticket}", headers={"Host": host})
        self.answer = self.connection.getresponse()

    def event(self) -> tuple[str, dict]:
        """The next event; comments and the retry line are passed over."""
        name = ""
        while True:
            said = self.answer.readline()
            assert said, "the stream has ended"
            line = said.decode().strip()
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                return name, json.loads(line.removeprefix("data: "))


def test_a_ticket_hears_what_is_published_on_its_channel(port):
    mine = live.channel(ATELIER, "member", 7)
    felix = Listener(port, live.ticket([mine], host=HOST))
    assert felix.event() == ("open", {})
    live.publish(mine, "notices", {"unread": 3})
    assert felix.event() == ("notices", {"unread": 3})


def test_a_ticket_hears_nothing_of_another_marketplace(port):
    mine, theirs = live.channel(ATELIER, "member", 7), live.channel(BRIGADE, "member", 7)
    felix = Listener(port, live.ticket([mine], host=HOST))
    felix.event()
    live.publish(theirs, "message", {"secret": True})
    live.publish(mine, "message", {"secret": False})
    assert felix.event() == ("message", {"secret": False})


def test_a_ticket_hears_nothing_of_a_marketplace_of_the_same_name_in_another_database_of_this_redis(port, settings):
    mine, news = live.channel(ATELIER, "member", 7), {"secret": False}
    felix = Listener(port, live.ticket([mine], host=HOST))
    felix.event()
    here = settings.REDIS_URL
    told = urlsplit(here)
    try:
        settings.REDIS_URL = urlunsplit(told._replace(path=f"/{(int(told.path.strip('/') or 0) + 7) % 15}"))
        live._redis.cache_clear()
        live.publish(live.channel(ATELIER, "member", 7), "message", {"secret": True})
    finally:
        live._redis.cache_clear()
    settings.REDIS_URL = here
    live.publish(mine, "message", news)
    assert felix.event() == ("message", news)


@pytest.fixture
def late(request, settings, monkeypatch):
    """Redis hears nothing of what the live process says from this word on until the event is set: it is busy."""
    noted = threading.Event()
    live._redis()  # those who publish keep their own way there
    there = urlsplit(settings.REDIS_URL)
    with socket.create_server(("127.0.0.1", 0)) as door:
        serve = threading.Thread(
            target=_pass_late, args=(door, (there.hostname, there.port or 6379), request.param, noted), daemon=True
        )
        serve.start()
        who, at, _place = there.netloc.rpartition("@")
        here = there._replace(netloc=f"{who}{at}127.0.0.1:{door.getsockname()[1]}")
        settings.REDIS_URL = urlunsplit(here)
        monkeypatch.setattr(live_process, "hub", live_process.Hub())
        yield noted


def _pass_late(door, redis_at, word, noted) -> None:
    asked = door.accept()[0]
    with contextlib.suppress(OSError), asked, socket.create_connection(redis_at) as there:
        threading.Thread(target=_pass_back, args=(there, asked), daemon=True).start()
        while said := asked.recv(65536):
            if word in said:
                noted.wait(waiting.PATIENCE)
            there.sendall(said)


def _pass_back(there, asked) -> None:
    with contextlib.suppress(OSError):
        while said := there.recv(65536):
            asked.sendall(said)


@pytest.mark.parametrize("late", [b"SUBSCRIBE"], indirect=True)
def test_a_stream_is_open_once_redis_listens_for_it(port, late):
    """What is told between the two would be lost: the page looks once when it is open, and then waits to be told."""
    felix = Listener(port, live.ticket([live.channel(ATELIER, "member", 8)], host=HOST))
    busy = threading.Timer(0.3, late.set)
    busy.start()
    assert felix.event() == ("open", {})
    assert late.is_set()
    busy.join()


@pytest.mark.parametrize("late", [b""], indirect=True)
def test_of_who_leaves_before_the_stream_is_open_nothing_is_kept(port, late):
    gone, stays = live.channel(ATELIER, "member", 8), live.channel(ATELIER, "member", 9)
    clara = Listener(port, live.ticket([gone], host=HOST))
    waiting.until(lambda: gone in live_process.hub.listeners, "she is known")
    clara.answer.close()
    clara.connection.close()
    busy = threading.Timer(0.3, late.set)
    busy.start()
    felix = Listener(port, live.ticket([stays], host=HOST))
    assert felix.event() == ("open", {})
    waiting.until(lambda: set(live_process.hub.listeners) == {stays}, "she is forgotten")
    live.publish(stays, "message", {"id": 1})
    assert felix.event() == ("message", {"id": 1})
    busy.join()


def test_two_who_listen_to_one_channel_both_hear(port):
    room = live.channel(ATELIER, "contract", 1)
    both = [Listener(port, live.ticket([room], host=HOST)) for _ in range(2)]
    for browser in both:
        browser.event()
    live.publish(room, "message", {"id": 1})
    assert [browser.event() for browser in both] == [("message", {"id": 1})] * 2


@pytest.mark.parametrize("host", ["brigade.localhost", "localhost"])
def test_a_ticket_is_void_on_another_host(port, host):
    ticket = live.ticket([live.channel(ATELIER, "member", 7)], host=HOST)
    assert Listener(port, ticket, host=host).answer.status == 403


@pytest.mark.parametrize("ticket", ["", "nonsense", "eyJjIjpbImxpdmU6dF9hdGVsaWVyIl19:1x:forged"])
def test_a_forged_ticket_hears_nothing(port, ticket):
    assert Listener(port, ticket).answer.status == 403


@pytest.mark.parametrize("allowed", [True, False])
def test_a_stream_is_never_taken_for_a_page(port, allowed):
    ticket = live.ticket([live.channel(ATELIER, "member", 7)], host=HOST) if allowed else "forged"
    assert Listener(port, ticket).answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_old_ticket_hears_nothing(port):
    with time_machine.travel(datetime.now(UTC) - timedelta(seconds=live.LIFETIME + 5)):
        ticket = live.ticket([live.channel(ATELIER, "member", 7)], host=HOST)
    assert Listener(port, ticket).answer.status == 403


def test_what_a_ticket_allows_is_counted_from_its_issue_however_late_it_is_shown():
    with time_machine.travel(datetime(2026, 1, 5, 9, tzinfo=UTC), tick=False) as now:
        ticket = live.ticket(["here"], host=HOST)
        assert live.admission(ticket, host=HOST) == live.Admission(["here"], 900)
        now.shift(840)
        assert live.admission(ticket, host=HOST) == live.Admission(["here"], 60)
        now.shift(60)
        with pytest.raises(signing.SignatureExpired):
            live.admission(ticket, host=HOST)


def test_a_stream_is_over_when_its_ticket_is_old_and_says_so(port):
    with time_machine.travel(datetime.now(UTC) - timedelta(seconds=live.LIFETIME - 2)):
        ticket = live.ticket([live.channel(ATELIER, "member", 7)], host=HOST)
    felix = Listener(port, ticket)
    assert [felix.event(), felix.event()] == [("open", {}), ("over", {})]
    assert felix.answer.read() == b"\n"


@pytest.mark.parametrize("module", [live_process, live])
def test_what_runs_on_the_event_loop_touches_no_marketplace(module):
    """There the schema would always be public (tenancy §2): it knows Redis and signed tickets, no table."""
    names = set()
    for node in ast.walk(ast.parse(Path(module.__file__).read_text())):
        names |= {alias.name for alias in node.names} if isinstance(node, ast.Import) else set()
        names |= {node.module} if isinstance(node, ast.ImportFrom) else set()
    assert not [
        name for name in names if name.startswith(("django.db", "tenants", "accounts", "marketplace", "billing"))
    ]
    assert not [name for name in names if name.endswith(".models")]

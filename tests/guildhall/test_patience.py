"""Whoever is slow waits alone: the few threads that serve pages wait for nobody's line."""

import socket
from contextlib import ExitStack
from http.client import HTTPConnection

import pytest
import uvicorn

from guildhall import asgi, patience
from tests import waiting

THREADS = 2
LONG = 40 << 20  # more than any socket's buffers take


def page(environ, start_response):
    """Answers with what it was sent, or with something long."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Proto", environ.get("HTTP_X_FORWARDED_PROTO", ""))])
    return [b"x" * (1 << 20)] * (LONG >> 20) if environ["PATH_INFO"] == "/long" else [body or b"ready"]


@pytest.fixture
def port(monkeypatch):
    monkeypatch.setattr(patience, "SILENCE", 2 * waiting.PATIENCE)  # nobody is saved by others being given up
    with waiting.served(uvicorn.Config(asgi.in_threads(page, THREADS), log_level="critical")) as number:
        yield number


def ask(port: int, method: str = "GET", path: str = "/", body: bytes | None = None, **headers: str):
    connection = HTTPConnection("127.0.0.1", port, timeout=waiting.PATIENCE)
    connection.request(method, path, body, {name.replace("__", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.text = answer.read()
    connection.close()
    return answer


def hold(stack: ExitStack, port: int, head: bytes) -> socket.socket:
    line = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=waiting.PATIENCE))
    line.sendall(head)
    return line


def test_connections_that_never_finish_their_request_hold_no_page(port):
    with ExitStack() as open_lines:
        for _ in range(THREADS * 2):
            hold(open_lines, port, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc")
        assert ask(port).text == b"ready"


def test_connections_that_never_read_their_answer_hold_no_page(port):
    with ExitStack() as open_lines:
        for _ in range(THREADS * 2):
            line = hold(open_lines, port, b"GET /long HTTP/1.1\r\nHost: a\r\n\r\n")
            assert line.recv(12) == b"HTTP/1.1 200"
        assert ask(port).text == b"ready"


def test_a_request_and_an_answer_of_many_megabytes_arrive_whole(port):
    sent = bytes(range(256)) * (12 << 10)
    assert ask(port, "POST", body=sent).text == sent
    assert len(ask(port, path="/long").text) == LONG


def test_a_request_longer_than_any_form_is_refused_before_it_is_read(port):
    with ExitStack() as lines:
        line = hold(lines, port, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % (patience.MOST + 1))
        assert line.recv(64).startswith(b"HTTP/1.1 413")


def test_a_request_that_does_not_say_how_long_it_is_is_refused_at_the_bound(port, monkeypatch):
    monkeypatch.setattr(patience, "MOST", 10)
    with ExitStack() as lines:
        head = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nb\r\nhello world\r\n"
        assert hold(lines, port, head).recv(64).startswith(b"HTTP/1.1 413")


def test_a_request_that_falls_silent_is_given_up(port, monkeypatch):
    monkeypatch.setattr(patience, "SILENCE", 0.05)
    with ExitStack() as lines:
        line = hold(lines, port, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc")
        assert line.recv(64).startswith(b"HTTP/1.1 408")


def test_a_header_with_underscores_is_not_taken_for_the_proxys(port):
    assert ask(port, X__Forwarded_Proto="https").getheader("X-Proto") == ""


@pytest.mark.parametrize("path", ["/", "/x%0Ay", "/%0A", "/x%0D%0Ay/"])
def test_every_address_reaches_the_pages_with_a_line_break_in_it_too(monkeypatch, path):
    monkeypatch.setattr(asgi, "pages", page)
    with waiting.served(uvicorn.Config(asgi._build(), log_level="critical")) as port:
        assert ask(port, path=path).text == b"ready"

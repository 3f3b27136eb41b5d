"""A pooler that hands one client's search path to another is refused at the start."""

import socket
import struct
import threading

import psycopg
import pytest
from django.db import connection

from tenants import checks, pooler
from tests.waiting import PATIENCE

pytestmark = pytest.mark.django_db


class Between:
    """What a pooler looks like from the client's side: it names a process of its own when it greets, and passes on
    what the server reports of its settings, search_path only when told to. Afterwards it passes on all."""

    def __init__(self, info: psycopg.ConnectionInfo, reports: bool) -> None:
        self.reports, self.host, self.server_port = reports, info.host, info.port
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        self.open: list[socket.socket] = [self.door]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        for one in self.open:
            one.close()

    def _greet(self) -> socket.socket:
        if not self.host.startswith("/"):
            return socket.create_connection((self.host, self.server_port))
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{self.host}/.s.PGSQL.{self.server_port}")
        return server

    def _serve(self) -> None:
        try:
            client, _address = self.door.accept()
            server = self._greet()
            self.open += [client, server]
            threading.Thread(target=_pass_on, args=(client, server), daemon=True).start()
            while kind := _exactly(server, 1):
                size = _exactly(server, 4)
                body = _exactly(server, struct.unpack("!I", size)[0] - 4)
                if kind == b"S" and body.startswith(b"search_path\0") and not self.reports:
                    continue
                if kind == b"K":
                    body = struct.pack("!I", 4_000_000) + body[4:]
                client.sendall(kind + size + body)
        except OSError:
            return  # closed


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            target.sendall(data)
    except OSError:
        return  # closed


def _exactly(source: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size and (more := source.recv(size - len(data))):
        data += more
    return data


class TakingTurns(Between):
    """A pooler in transaction mode with one connection to the server: whoever asks is answered on that one."""

    def _serve(self) -> None:
        self.turn, self.greeting, self.server = threading.Lock(), b"", self._greet()
        self.open.append(self.server)
        try:
            while True:
                client, _address = self.door.accept()
                self.open.append(client)
                threading.Thread(target=self._talk, args=(client,), daemon=True).start()
        except OSError:
            return  # closed

    def _talk(self, client: socket.socket) -> None:
        try:
            size = _exactly(client, 4)
            wish = size + _exactly(client, struct.unpack("!I", size)[0] - 4)
            with self.turn:
                if not self.greeting:
                    self.server.sendall(wish)
                    self.greeting = self._answer()
            client.sendall(self.greeting)
            while True:
                message = _message(client)
                if message[:1] == b"X":
                    return  # one of the clients leaves; the server's connection stays
                with self.turn:
                    self.server.sendall(message)
                    while message[:1] not in (b"Q", b"S"):
                        message = _message(client)
                        self.server.sendall(message)
                    client.sendall(self._answer())
        except (OSError, struct.error):
            return  # closed

    def _answer(self) -> bytes:
        answer = message = _message(self.server)
        while message[:1] != b"Z":
            message = _message(self.server)
            answer += message
        return answer


def _message(source: socket.socket) -> bytes:
    kind, size = _exactly(source, 1), _exactly(source, 4)
    return kind + size + _exactly(source, struct.unpack("!I", size)[0] - 4)


class Wrapper:
    """As much of Django's connection as the checks need: `raw` is open, others would be opened by `params`."""

    def __init__(self, raw: psycopg.Connection, params: dict) -> None:
        self.connection, self.params = raw, params

    def ensure_connection(self) -> None:
        pass

    def get_connection_params(self) -> dict:
        return self.params


@pytest.fixture
def through():
    """`through(reports=False)` is a connection that goes through a pooler."""
    opened = []

    def connect(*, reports: bool = True, kind: type[Between] = Between) -> Wrapper:
        connection.ensure_connection()
        info = connection.connection.info
        between = kind(info, reports)
        told = {"dbname": info.dbname, "user": info.user, "password": info.password, "connect_timeout": PATIENCE}
        params = {"host": "127.0.0.1", "port": between.port, "sslmode": "disable", "gssencmode": "disable", **told}
        raw = psycopg.connect(**params)
        opened.extend([raw, between])
        return Wrapper(raw, params)

    yield connect
    for one in opened:
        one.close()


def test_straight_to_the_server_is_fine():
    assert not pooler.mixes_schemas(connection)
    assert checks.pooler_keeps_schemas_apart(None, databases=["default"]) == []


def test_a_pooler_that_keeps_the_search_path_to_itself_is_refused(through, monkeypatch):
    there = through(reports=False)
    assert pooler.mixes_schemas(there)
    monkeypatch.setattr(checks, "connections", {"default": there})
    monkeypatch.setattr(pooler, "takes_turns", lambda _there: False)  # this one serves a single connection
    assert [found.id for found in checks.pooler_keeps_schemas_apart(None, databases=["default"])] == ["tenants.E007"]


def test_a_pooler_whose_clients_take_turns_on_one_connection_is_refused(through, monkeypatch):
    there = through(kind=TakingTurns)
    monkeypatch.setattr(checks, "connections", {"default": there})
    assert [found.id for found in checks.pooler_keeps_schemas_apart(None, databases=["default"])] == ["tenants.E009"]


def test_a_pooler_that_carries_it_along_is_fine(through):
    connection.ensure_connection()
    if connection.pg_version < 180000:
        pytest.skip("Only PostgreSQL 18 and newer report search_path.")
    assert not pooler.mixes_schemas(through(reports=True))

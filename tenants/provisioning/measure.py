"""Measuring on a database made for it and dropped afterwards."""

import logging
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql

from kernel import clock
from tenants.models import PUBLIC
from tenants.provisioning import migrating, template
from tenants.wire import connection


@contextmanager
def scratch_database(name: str) -> Iterator[None]:
    """Every query of the block goes to an empty database `name`; it is dropped at the end."""
    before = settings.DATABASES["default"]["NAME"]
    told = connections["default"].get_connection_params()
    told = {key: told[key] for key in ("host", "port", "user", "password") if told.get(key)}
    with psycopg.connect(**told, dbname="postgres", autocommit=True) as server:
        quoted = sql.Identifier(name)
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(quoted))
        server.execute(sql.SQL("CREATE DATABASE {}").format(quoted))
        _use(name)
        try:
            yield
        finally:
            _use(before)
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(quoted))


@contextmanager
def installation(method: str) -> Iterator[list[str]]:
    """The block has public and this version's template in a database of its own, and no marketplace. Gives the lines to
    print first: the method, and what the machine is busy with."""
    logging.disable(logging.INFO)
    load = ", ".join(f"{figure:.1f}" for figure in os.getloadavg())
    with scratch_database(f"guildhall_bench_{os.getpid()}"):
        migrating.migrate(PUBLIC)
        template.build(at=clock.now())
        yield [method, f"{os.cpu_count()} processors, load {load}"]


def _use(name: str) -> None:
    connections.close_all()
    connection.close_pool()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def timed(work: Callable[[], object]) -> float:
    """Seconds on the wall."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def spent(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the wall, and seconds that this process kept a processor busy."""
    busy = time.process_time()
    seconds = timed(work)
    return seconds, time.process_time() - busy


def median(seconds: list[float]) -> str:
    """`0.412 s (0.398 … 0.455)`."""
    return f"{statistics.median(seconds):.3f} s ({min(seconds):.3f} … {max(seconds):.3f})"

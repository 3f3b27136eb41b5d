"""Real threads on real connections, all let go at the same moment."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
from django.db import connection, transaction

from tenants.scope import tenant_scope
from tests.waiting import PATIENCE


def race(*jobs: Callable[[], Any], tenant) -> list[Any]:
    """Run each job in a thread of its own inside `tenant`; returns results, or the exception a job raised, in order."""
    with races(len(jobs), tenant=tenant) as race:
        return race(*jobs)


@contextmanager
def races(width: int, *, tenant) -> Iterator[Callable[..., list[Any]]]:
    """`with races(12, tenant=…) as race:` runs several races of up to 12 jobs; the threads keep their connections from
    one to the next, since opening one costs more than what is raced for."""
    with ThreadPoolExecutor(width) as threads:

        def race(*jobs: Callable[[], Any]) -> list[Any]:
            # None of them ends before all have begun, so no thread takes two of them.
            start = threading.Barrier(len(jobs))
            return list(threads.map(partial(_raced, start=start, tenant=tenant), jobs))

        try:
            yield race
        finally:
            race(*[connection.close] * width)


def _raced(job: Callable[[], Any], *, start: threading.Barrier, tenant) -> Any:
    try:
        with tenant_scope(tenant):
            start.wait(PATIENCE)
            return job()
    except Exception as broken:
        return broken


def race_once_free(row: Any, *jobs: Callable[[], Any], tenant) -> list[Any]:
    """Each job in a thread of its own, while somebody is at `row`; he lets go of it when all of them wait for it, one
    behind the other in their order. Results as from `race`."""
    with ThreadPoolExecutor(len(jobs)) as threads:
        with transaction.atomic():
            type(row).objects.select_for_update().get(pk=row.pk)
            started = []
            for job in jobs:
                started.append(threads.submit(race, job, tenant=tenant))
                until_waiting(len(started))
        return [each.result()[0] for each in started]


def until_waiting(number: int) -> None:
    """Return once `number` connections of this database wait for a lock of somebody's."""
    deadline = time.monotonic() + PATIENCE
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as watch:
        while watch.execute(waiting).fetchone()[0] < number:
            assert time.monotonic() < deadline, "nobody waits"

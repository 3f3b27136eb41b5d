"""Real threads on real connections, all let go at the same moment."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
from django.db import connection, transaction

from tenants.scope import tenant_scope
from tests.waiting import PATIENCE


def race(*jobs: Callable[[], Any], tenant) -> list[Any]:
    """Run each job in a thread of its own inside `tenant`; returns results, or the exception a job raised, in order."""
    results: list[Any] = [None] * len(jobs)
    start = threading.Barrier(len(jobs))

    def run(number: int, job: Callable[[], Any]) -> None:
        try:
            with tenant_scope(tenant):
                start.wait(PATIENCE)
                results[number] = job()
        except Exception as broken:
            results[number] = broken
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


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

"""Real threads on real connections, all let go at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from tenants.scope import tenant_scope


def race(*jobs: Callable[[], Any], tenant) -> list[Any]:
    """Run each job in a thread of its own inside `tenant`; returns results, or the exception a job raised, in order."""
    results: list[Any] = [None] * len(jobs)
    start = threading.Barrier(len(jobs))

    def run(number: int, job: Callable[[], Any]) -> None:
        try:
            with tenant_scope(tenant):
                start.wait(timeout=30)
                results[number] = job()
        except Exception as broken:
            results[number] = broken
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results

"""Loaded before Django's settings (`-p tests.worker`): each worker of the suite has a Redis database of its own.

The demo's clock, rate limits and caches live there under the marketplace's name, and every worker has an Atelier. Here
too: which tests stay together on one worker, and what its collector of garbage leaves alone.
"""

import gc
import os
import time
from functools import partial

import pytest
from _pytest.runner import runtestprotocol

from guildhall.stack import with_room

# A busy machine may keep Redis waiting for the second after which pages go on without it.
os.environ.setdefault("GUILDHALL_REDIS_PATIENCE", "60")
# What a test changes, its next page shows, to a visitor too.
os.environ.setdefault("GUILDHALL_HOSTS_KEPT", "0")
OFTEN = 10  # seconds: it costs some ten milliseconds itself
_kept_at = 0.0
# What is imported and collected stays: looking through it meanwhile finds nothing.
gc.set_threshold(1_000_000)
_worker, _redis = os.environ.get("PYTEST_XDIST_WORKER", ""), os.environ.get("REDIS_URL", "")
if _worker and _redis:
    _base, _, _number = _redis.rpartition("/")
    os.environ["REDIS_URL"] = f"{_base}/{(int(_number or 0) + 1 + int(_worker.removeprefix('gw'))) % 15}"


def pytest_itemcollected(item):
    """What a module makes once for all its tests is made by one worker: they stay together. Each runs with room."""
    item.runtest = partial(with_room, item.runtest)
    if "module_db" in item.fixturenames:
        item.add_marker(pytest.mark.xdist_group(f"{item.path.parent.name}/{item.path.stem}"))


def pytest_runtest_protocol(item, nextitem):
    """A worker tells of each test once, not six times: that it passed, or what went wrong, wherever. Each message is
    written, sent, read and handed round by two processes."""
    if not hasattr(item.config, "workerinput") or item.config.getoption("durations"):
        return None
    for report in runtestprotocol(item, nextitem=nextitem, log=False):
        if report.when == "call" or not report.passed:
            item.ihook.pytest_runtest_logreport(report=report)
    return True


def pytest_collection_finish(session):
    _keep()
    gc.set_threshold(2_000, 10, 1_000)


def pytest_runtest_teardown(item, nextitem):
    if (nextitem is None or nextitem.path != item.path) and time.monotonic() - _kept_at > OFTEN:
        _keep()


def _keep() -> None:
    """What was imported, collected and cached so far stays to the end: looking through it at every collection of
    garbage costs an eighth of the processor's time."""
    global _kept_at
    gc.collect()
    gc.freeze()
    _kept_at = time.monotonic()

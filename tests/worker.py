"""Loaded before Django's settings (`-p tests.worker`): each worker of the suite has a Redis database of its own.

The demo's clock, rate limits and caches live there under the marketplace's name, and every worker has an Atelier.
"""

import os

# A busy machine may keep Redis waiting for the second after which pages go on without it.
os.environ.setdefault("GUILDHALL_REDIS_PATIENCE", "60")
_worker, _redis = os.environ.get("PYTEST_XDIST_WORKER", ""), os.environ.get("REDIS_URL", "")
if _worker and _redis:
    _base, _, _number = _redis.rpartition("/")
    os.environ["REDIS_URL"] = f"{_base}/{(int(_number or 0) + 1 + int(_worker.removeprefix('gw'))) % 15}"

"""What lies in Redis while tests run: this worker's own database, in which nothing is rolled back."""

from contextlib import contextmanager

from django.core.cache import cache
from django.test import Client

from tests import world

OURS = "*::*"  # every key that `tenants.cache` makes


def fresh() -> None:
    """What a run that was killed left there is gone (a moved clock). Both marketplaces have been visited: what all
    their pages read is kept, as it is wherever they are open."""
    redis = _redis()
    if left := redis.keys(OURS):
        redis.delete(*left)
    for host in (world.ATELIER["host"], world.BRIGADE["host"]):
        assert Client(HTTP_HOST=host).get("/").status_code == 200


@contextmanager
def undone():
    """What the block changed there (looks, limits, the demo's clock) is as it was before."""
    redis = _redis()
    names = redis.keys(OURS)
    before = dict(zip(names, redis.mget(names), strict=True)) if names else {}
    try:
        yield
    finally:
        if left := redis.keys(OURS):
            redis.delete(*left)
        if before:
            redis.mset(before)


def _redis():
    return cache._cache.get_client(None, write=True)

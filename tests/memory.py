"""What lies in Redis while tests run: this worker's own database, in which nothing is rolled back."""

from contextlib import contextmanager

from django.core.cache import cache
from django.test import Client

from tests import world

OURS = "*::*"  # every key that `tenants.cache` makes


_TOLD = """local names = redis.call('KEYS', ARGV[1])
return {names, #names > 0 and redis.call('MGET', unpack(names)) or {}}"""
_MADE = """for _, name in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', name) end
for place, name in ipairs(KEYS) do redis.call('SET', name, ARGV[place + 1]) end"""


def fresh() -> None:
    """What a run that was killed left there is gone (a moved clock). Both marketplaces have been visited: what all
    their pages read is kept, as it is wherever they are open."""
    _redis().eval(_MADE, 0, OURS)
    for host in (world.ATELIER["host"], world.BRIGADE["host"]):
        assert Client(HTTP_HOST=host).get("/").status_code == 200


@contextmanager
def undone():
    """What the block changed there (looks, limits, the demo's clock) is as it was before."""
    redis = _redis()
    names, values = redis.eval(_TOLD, 0, OURS)
    try:
        yield
    finally:
        redis.eval(_MADE, len(names), *names, OURS, *values)


def _redis():
    return cache._cache.get_client(None, write=True)

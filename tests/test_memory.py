"""What lies in Redis is given back as the database's rows are: no test finds there what another one left."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from kernel import clock
from tests import memory

pytestmark = pytest.mark.django_db
LEFT = "left.by.a.test"


def what_lies_there() -> dict[bytes, bytes]:
    redis = memory._redis()
    return {name: redis.get(name) for name in sorted(redis.keys(memory.OURS))}


# Both turns on one worker, or none would come after the other.
@pytest.mark.xdist_group("memory")
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_finds_nothing_that_another_one_left(turn, in_brigade):
    assert cache.get(LEFT) is None
    cache.set(LEFT, turn)
    with in_brigade():
        assert cache.get(LEFT) is None
        cache.set(LEFT, turn)


def test_what_was_made_is_gone_what_was_changed_is_back_and_what_was_taken_too():
    cache.set_many({"changed": "before", "taken": [1, 2]})
    before = what_lies_there()
    with memory.undone():
        cache.set_many({"changed": "after", "made": 1})
        cache.delete("taken")
        assert what_lies_there() != before
    assert what_lies_there() == before
    assert (cache.get("changed"), cache.get("taken"), cache.get("made")) == ("before", [1, 2], None)


def test_where_nothing_lay_nothing_lies_afterwards(in_brigade):
    cache.clear()
    with memory.undone(), in_brigade():
        cache.set("made", 1)
    assert what_lies_there() == {}


def test_what_a_failing_test_did_is_undone_too():
    before = what_lies_there()
    with pytest.raises(RuntimeError), memory.undone():
        cache.set("made", 1)
        raise RuntimeError
    assert what_lies_there() == before


def test_the_suite_begins_with_what_pages_keep_and_with_todays_clock():
    """A run that was killed half way has left its own there."""
    clock.shift(timedelta(days=9))
    cache.set(LEFT, 1)
    memory.fresh()
    assert cache.get(LEFT) is None and not clock.shifted_by()
    assert {name.split(b":")[0] for name in what_lies_there()} == {b"t_atelier", b"t_brigade"}

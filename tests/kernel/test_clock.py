"""Time is real in production; in a demo each marketplace's clock can be moved on, by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache

from kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _real_time_afterwards(atelier):
    yield
    clock.reset()


def test_the_clock_tells_real_time_in_utc():
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    assert clock.now().tzinfo is UTC


def test_a_moved_clock_is_ahead_on_its_own_marketplace_only(in_brigade):
    clock.shift(timedelta(days=14))
    clock.shift(timedelta(seconds=1))
    assert clock.shifted_by() == timedelta(days=14, seconds=1)
    assert clock.now() - datetime.now(UTC) > timedelta(days=13)
    with in_brigade():
        assert clock.shifted_by() == timedelta()
    clock.reset()
    assert clock.shifted_by() == timedelta()


def test_a_page_reads_each_marketplaces_clock_once_and_sees_its_own_moves(in_brigade):
    with clock.read_once():
        assert clock.shifted_by() == timedelta()
        cache.set("kernel.clock.shift", 60)  # another process moves it
        assert clock.shifted_by() == timedelta()
        with in_brigade():
            clock.shift(timedelta(seconds=5))
            assert clock.shifted_by() == timedelta(seconds=5)
            clock.reset()
            assert clock.shifted_by() == timedelta()
        clock.shift(timedelta(seconds=1))
        assert clock.shifted_by() == timedelta(seconds=61)
    cache.set("kernel.clock.shift", 90)
    assert clock.shifted_by() == timedelta(seconds=90)


def test_the_clock_never_runs_backwards():
    with pytest.raises(ValueError, match="forward"):
        clock.shift(timedelta(seconds=-1))


def test_nobody_moves_the_clock_of_real_money(settings):
    clock.shift(timedelta(days=1))
    settings.ENVIRONMENT = "production"
    assert clock.shifted_by() == timedelta() and clock.now() <= datetime.now(UTC)
    for move in (lambda: clock.shift(timedelta(days=1)), clock.reset):
        with pytest.raises(clock.ClockIsReal):
            move()
    settings.ENVIRONMENT = "test"

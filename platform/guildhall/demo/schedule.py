"""Things that happened, told in the order in which they happened.

Stories are written one by one but lived side by side: each plans what happens when, and `run` plays everything by time,
letting the marketplace's own clock strike in between (auto-release, holds that end, jobs that expire).
"""

import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count

from billing.payments import outbox
from kernel import timers
from kernel.history import relay

Happening = Callable[[datetime], object]


class Schedule:
    """A queue of happenings by time; a happening may plan more."""

    def __init__(self) -> None:
        self._queue: list[tuple[datetime, int, Happening]] = []
        self._order = count()

    def plan(self, at: datetime, happening: Happening) -> None:
        heapq.heappush(self._queue, (at, next(self._order), happening))

    def run(self, until: datetime) -> int:
        """Play all that is planned up to `until`; what is later stays undone. Returns how much was played."""
        played = 0
        while self._queue and self._queue[0][0] <= until:
            at, _number, happening = heapq.heappop(self._queue)
            self._strike(at)
            happening(at)
            played += 1
        self._strike(until)
        return played

    def _strike(self, at: datetime) -> None:
        """All that the worker and the scheduler would have done by then."""
        relay.run()
        while outbox.send_due(at) or timers.run_due(at):
            relay.run()

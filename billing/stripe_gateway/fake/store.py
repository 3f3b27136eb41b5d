"""Where a fake world is kept: in memory for a test, in a row for the demo, so that every process sees the same."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction

from billing.stripe_gateway.fake.world import Json, World, empty
from billing.stripe_gateway.models import FakeWorld


class MemoryStore:
    def __init__(self, now: int) -> None:
        self.state: Json = empty(now)
        self.lock = threading.RLock()

    @contextmanager
    def open(self) -> Iterator[World]:
        with self.lock:
            yield World(self.state)


class TableStore:
    """One row of the schema in force; a request holds its lock. `now` gives the clock the world may not fall behind."""

    def __init__(self, name: str, now: Callable[[], int]) -> None:
        self.name, self.now = name, now

    @contextmanager
    def open(self) -> Iterator[World]:
        with transaction.atomic():
            row = self._row()
            before, row.state["now"] = json.dumps(row.state), max(row.state["now"], self.now())
            yield World(row.state)
            if json.dumps(row.state) != before:
                row.save(update_fields=["state"])

    def _row(self) -> FakeWorld:
        mine = FakeWorld.objects.select_for_update().filter(name=self.name)
        found = mine.first()
        if found is None:
            FakeWorld.objects.get_or_create(name=self.name, defaults={"state": empty(self.now())})
            found = mine.get()
        return found

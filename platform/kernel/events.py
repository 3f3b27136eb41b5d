"""News travels up: a lower floor records, a higher floor subscribes. Nobody is called before the change is committed.

class NoticesConfig(AppConfig):
    def ready(self):
        events.subscribe("contract.release", handlers.on_release)
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import transaction

if TYPE_CHECKING:
    from kernel.history.models import Entry

Handler = Callable[["Entry"], None]
_subscribers: dict[str, list[Handler]] = {}
_binders: list[Callable[[], Callable[[], None]]] = []


def name_of(handler: Handler) -> str:
    """What the table of undelivered news calls a subscriber; it must survive a restart, so lambdas have none."""
    name = f"{handler.__module__}.{handler.__qualname__}"
    if "<" in name:
        raise ValueError(f"{name} has no name to find it by after a restart: subscribe a function of a module.")
    return name


def subscribe(pattern: str, handler: Handler) -> None:
    """Have `handler(entry)` called after each commit that recorded `pattern`: `contract.release`, or `contract.*`.

    At least once: it may be called twice for one entry, so it guards itself with what it writes or with
    `once.once(key)`. It runs in a transaction of its own; what it raises is recorded and tried again. A call over the
    network belongs in a task that it queues with `transaction.on_commit`. Subscribing twice is subscribing once.
    """
    if pattern.count(".") != 1 or not all(pattern.split(".")):
        raise ValueError(f"{pattern!r} is not <noun>.<verb> or <noun>.*")
    name_of(handler)
    handlers = _subscribers.setdefault(pattern, [])
    if handler not in handlers:
        handlers.append(handler)


def unsubscribe(pattern: str, handler: Handler) -> None:
    """Take a subscription back, for tests."""
    _subscribers[pattern].remove(handler)


def handlers_for(event: str) -> list[Handler]:
    """Whoever hears of that event, in the order of subscribing, each once."""
    return list(dict.fromkeys(_subscribers.get(event, []) + _subscribers.get(event.partition(".")[0] + ".*", [])))


def on_recorded(bind: Callable[[], Callable[[], None]]) -> None:
    """Have the relay woken soon after each commit that recorded something. `bind()` is called inside the transaction
    and returns what to call after the commit, so that it holds on to the marketplace in force at that moment."""
    if bind not in _binders:
        _binders.append(bind)


def recorded() -> None:
    """history.record's knock on the door; for nobody else."""
    for bind in _binders:
        wake = bind()
        if not callable(wake):
            raise TypeError(f"{bind!r} must return what to call after the commit.")
        transaction.on_commit(wake, robust=True)

"""Where notices wait for the post. The carrier is a task and lives a floor higher; it registers itself at start."""

from collections.abc import Callable

Carrier = Callable[[int], None]
_carriers: list[Carrier] = []


def carried_by(carrier: Carrier) -> None:
    """Have `carrier(notice_id)` called for each notice that goes out by e-mail; it waits for the commit itself."""
    if carrier not in _carriers:
        _carriers.append(carrier)


def post(notice_id: int) -> None:
    for carrier in _carriers:
        carrier(notice_id)

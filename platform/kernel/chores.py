"""What is done at each visit to a marketplace, last: for what lost messages left lying. Who has a chore says so at
start; the worker that visits does it in the marketplace's schema (`tenants.dispatching.tend`)."""

from collections.abc import Callable

Chore = Callable[[], None]
_chores: list[Chore] = []


def on_visit(chore: Chore) -> None:
    """Have `chore()` done at each visit, every ten minutes at the latest. It asks first whether there is anything."""
    if chore not in _chores:
        _chores.append(chore)


def do() -> None:
    for chore in _chores:
        chore()

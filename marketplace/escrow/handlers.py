"""The clock's word on released money."""

from datetime import datetime

from kernel import actors, timers
from marketplace.escrow import actions


@timers.handle("release", "clear")
def clear(release_id: int, at: datetime) -> None:
    actions.clear(release_id=release_id, actor=actors.CLOCK, at=at)

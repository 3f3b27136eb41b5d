"""News of a conversation to the pages that have it open. A page is told *that* there is news and fetches it the same
way as it does when it polls, so nothing private travels here."""

from collections.abc import Callable
from uuid import UUID

from kernel import live
from tenants import current

MESSAGE, READ, CHANGED = "message", "read", "changed"


def channel(thread: UUID) -> str:
    """The channel of one conversation of the marketplace being served."""
    return live.channel(current.get().schema, "thread", thread)


def ticket(thread: UUID, *, host: str) -> str:
    """What a page of this conversation needs to listen."""
    return live.ticket([channel(thread)], host=host)


def telling(thread: UUID, event: str, number: int = 0) -> Callable[[], None]:
    """What to do after commit: tell the open pages. Bound to the marketplace of now."""
    name = channel(thread)
    return lambda: live.publish(name, event, {"number": number})

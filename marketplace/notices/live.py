"""News to the pages a member has open."""

from typing import Any

from kernel import live
from tenants import current


def channel(member_id: int) -> str:
    """The channel of one member of the marketplace being served."""
    return live.channel(current.get().schema, "member", member_id)


def publish(member_id: int, event: str, data: dict[str, Any]) -> None:
    """Tell a member's open pages; call it after commit."""
    publish_on(channel(member_id), event, data)


def publish_on(channel_name: str, event: str, data: dict[str, Any]) -> None:
    """The same, for a channel whose name was read while its marketplace was being served."""
    live.publish(channel_name, event, data)


def ticket(member_id: int, *, host: str) -> str:
    """What a page of this member needs to listen."""
    return live.ticket([channel(member_id)], host=host)

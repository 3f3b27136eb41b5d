"""Where the workroom shows in the header: how many messages and how many news wait for whoever looks.

Both numbers come with the query that finds the member; it is asked on every page.
"""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from marketplace.contracts.pieces import is_signed_in
from marketplace.members import joining
from marketplace.members.access import member_of
from marketplace.notices import queries as notices
from marketplace.workroom import queries
from theming import navigation


def unread_messages(request: HttpRequest) -> int:
    return getattr(member_of(request), "unread_messages", 0)


def unread_notices(request: HttpRequest) -> int:
    return getattr(member_of(request), "unread_notices", 0)


def hang() -> None:
    joining.ask_beside("unread_messages", queries.unread_messages())
    joining.ask_beside("unread_notices", notices.unread_notices())
    navigation.register(
        "counters",
        "messages",
        label=_("Messages"),
        url="workroom:inbox",
        icon="message-circle",
        order=10,
        count=unread_messages,
        shown=is_signed_in,
    )
    navigation.register(
        "counters",
        "notices",
        label=_("Notifications"),
        url="notices:list",
        icon="bell",
        live="/notifications/count/",
        order=90,
        count=unread_notices,
        shown=is_signed_in,
    )

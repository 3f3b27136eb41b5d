"""Where news shows: the bell in the header."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from marketplace.notices import queries
from theming import navigation


def unread(request: HttpRequest) -> int:
    return queries.unread(request.user)


def is_signed_in(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated)


def hang() -> None:
    navigation.register(
        "counters",
        "notices",
        label=_("Notifications"),
        url="notices:list",
        icon="bell",
        live="/notifications/count/",
        order=90,
        count=unread,
        shown=is_signed_in,
    )

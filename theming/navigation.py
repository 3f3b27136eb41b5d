"""Places in the layouts that the floors above fill from their `apps.py`, so that theming imports none of them.

    navigation.register("main", "jobs", label=_("Find work"), url="jobs:list", order=10)
    navigation.register("counters", "messages", label=_("Messages"), url="workroom:inbox", icon="message-circle",
                        count=queries.unread_of_request, shown=lambda request: request.user.is_authenticated)

Places: `main` (header), `counters` (icons with a number), `account` (menu of the signed-in person),
`action` (the one button in the header), `footer` and `legal` (links at the end of every page).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse

from theming import brand

PLACES = ("main", "counters", "account", "action", "footer", "legal")


@dataclass(frozen=True)
class Item:
    """One link. `url` is a URL name or a path; `count` and `shown` are asked on every request. `live` is a path
    that answers {unread, shown, spoken, ticket}: the number then follows the news without a new page. `word` names
    the owner's text that stands in for the label."""

    key: str
    label: Any
    url: str
    order: int = 100
    icon: str = ""
    count: Callable[[HttpRequest], int] | None = None
    shown: Callable[[HttpRequest], bool] | None = None
    live: str = ""
    word: str = ""
    href: str = ""
    number: int = 0
    current: bool = False


_registered: dict[str, dict[str, Item]] = {place: {} for place in PLACES}
_sources: dict[str, list[Callable[[HttpRequest], list[Item]]]] = {place: [] for place in PLACES}


def source(place: str, links: Callable[[HttpRequest], list[Item]]) -> None:
    """Fill a place with links that owners make themselves; asked on every request, so it answers from a cache."""
    _sources[place].append(links)


def register(place: str, key: str, *, label: Any, url: str, **more: Any) -> None:
    """Hang a link into a place; the same key again replaces it."""
    if place not in _registered:
        raise ValueError(f"There is no place {place!r}: {', '.join(PLACES)}.")
    _registered[place][key] = Item(key=key, label=label, url=url, **more)


def items(place: str, request: HttpRequest) -> list[Item]:
    """The links of a place that this visitor may see, in order, with counts and the current one marked.

    Whether a page exists on this host is asked first: what a marketplace's links ask the database has no table on
    the public host.
    """
    made = [item for links in _sources[place] for item in links(request)]
    placed = ((item, _href(item, request)) for item in [*_registered[place].values(), *made])
    shown = [pair for pair in placed if pair[1] and (pair[0].shown is None or pair[0].shown(request))]
    ordered = sorted(shown, key=lambda pair: (pair[0].order, pair[0].key))
    return [_placed(item, href, request) for item, href in ordered]


def _placed(item: Item, href: str, request: HttpRequest) -> Item:
    return replace(
        item,
        href=href,
        current=request.path == href or (href != "/" and request.path.startswith(href)),
        label=getattr(brand.current().words, item.word) if item.word else item.label,
        number=item.count(request) if item.count else 0,
    )


def _href(item: Item, request: HttpRequest) -> str:
    if item.url.startswith(("/", "http")):
        return item.url
    return _address(item.url, getattr(request, "urlconf", None), get_script_prefix())


@cache
def _address(name: str, urlconf: str | None, prefix: str) -> str:
    """A name that this host's urls do not have (a marketplace's page on the public host) is no link at all. Kept, since
    the answer never changes and a no takes long: each page would hear it of every link of the other hosts."""
    try:
        return reverse(name, urlconf=urlconf)
    except NoReverseMatch:
        return ""

"""What one line of the table in urls.py says, and how addresses are found and filled in."""

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

# Who may see a page of her own marketplace, from everybody to nobody of its members.
ANYONE, MEMBER, PARTY, STAFF = "anyone", "member", "party", "staff"


@dataclass(frozen=True)
class Case:
    """`role`: who may see it at home: anyone · member (signed in) · party (those the object belongs to) · staff.

    `make`: runs inside a marketplace, makes the object there (tests/make.py) and returns the address's arguments.
    Leave it out when the address names no object: then it shows whoever asks her own things.
    """

    role: str = MEMBER
    make: Callable[[], dict[str, Any]] | None = None


@dataclass(frozen=True)
class Address:
    name: str
    pattern: str
    converters: tuple[tuple[str, str], ...]


def addresses(urlconf: str) -> list[Address]:
    """Every named address of a configuration, once; a name nobody gave shows as its pattern."""
    found: dict[str, Address] = {}
    for address in _walk(get_resolver(urlconf), ()):
        found.setdefault(address.name, address)
    return list(found.values())


def _walk(resolver: Any, spaces: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            kinds = tuple((name, type(kind).__name__) for name, kind in entry.pattern.converters.items())
            yield Address(":".join((*spaces, entry.name or str(entry.pattern))), str(entry.pattern), kinds)
        else:
            yield from _walk(entry, (*spaces, entry.namespace) if entry.namespace else spaces)


_ARGUMENTS = ((), ("1",), ("1", "1"), ("app", "model"), ("app", "model", "1"), ("1", "live", "live"), ("brigademark/",))
_SAMPLES: dict[str, Any] = {
    "IntConverter": 1,
    "StringConverter": "brigademark",
    "SlugConverter": "brigademark",
    "PathConverter": "brigademark/one",
    "UUIDConverter": uuid.UUID("0b12aade-0000-4000-8000-000000000001"),
}


def probe(address: Address, urlconf: str) -> str | None:
    """The address filled in with the id every first row has; for pages of libraries whose objects we don't make."""
    groups = re.findall(r"\(\?P<(\w+)>", address.pattern)
    fillings = [{name: _SAMPLES.get(kind, "1") for name, kind in address.converters}]
    fillings += [dict.fromkeys(groups, sample) for sample in ("1", "en", "a-b")] if groups else []
    for filling in fillings:
        try:
            return reverse(address.name, kwargs=filling, urlconf=urlconf)
        except NoReverseMatch:
            continue
    for args in (
        (),
        ("1",),
        ("1", "1"),
        ("app", "model"),
        ("app", "model", "1"),
        ("1", "live", "live"),
        ("brigademark/",),
    ):
        try:
            return reverse(address.name, args=args, urlconf=urlconf)
        except NoReverseMatch:
            continue
    return None

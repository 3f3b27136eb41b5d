"""The pages of the settings; higher floors hang in theirs from `apps.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from marketplace.members.models import Member


@dataclass(frozen=True)
class Entry:
    key: str
    label: Any
    lead: Any
    url: str
    icon: str
    order: int = 100
    shown: Callable[[Member], bool] | None = None


@dataclass(frozen=True)
class Shown:
    label: Any
    lead: Any
    url: str
    icon: str
    current: bool


_entries: dict[str, Entry] = {}


def register(key: str, **facts: Any) -> None:
    """`register("payouts", label=_("Payouts"), lead=_("…"), url="escrow:methods", icon="landmark", order=60)`"""
    _entries[key] = Entry(key=key, **facts)


def pages(member: Member, path: str) -> list[Shown]:
    """The settings pages of this member, in order, the one at `path` marked."""
    found = []
    for entry in sorted(_entries.values(), key=lambda entry: entry.order):
        if entry.shown is not None and not entry.shown(member):
            continue
        try:
            url = reverse(entry.url)
        except NoReverseMatch:
            continue
        found.append(Shown(entry.label, entry.lead, url, entry.icon, path == url))
    return found

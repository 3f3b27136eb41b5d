"""Whose door is this? Accounts stands below the marketplaces and may not import them, so the settings name a function
that tells: `ACCOUNTS_PLACE = "tenants.current.get"`, whose answer has schema, name, host, base_url and is_public."""

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Place(Protocol):
    schema: str
    name: str
    host: str
    base_url: str
    is_public: bool


def get() -> Place:
    """The marketplace being served, or the public site. No query."""
    place: Place = import_string(settings.ACCOUNTS_PLACE)()
    return place


def name() -> str:
    """What people know this place by: the marketplace's name, on the public site the operator's."""
    return get().name or settings.PUBLIC_NAME


def salt(purpose: str) -> str:
    """A salt that carries the place: what is signed with it here is worthless anywhere else."""
    return f"{purpose}:{get().schema}"

"""The steps that build a marketplace, and the door for upper floors to add theirs.

    # theming/apps.py, in ready()
    steps.register("theming.brand", seeds.brand, after="site", label=_("Mixing your colours"))

    def brand(tenant, *, actor, at): ...     # runs in the marketplace's schema

A step runs in one transaction together with the mark that it is done: killed at any point it has either happened or
not, and resuming runs what is left. So it needs no care of its own, but must not call the network. Wizard answers are
in `tenant.answers`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.models import Tenant

FIRST = "schema"
LAST = "open"


class Work(Protocol):
    def __call__(self, tenant: Tenant, *, actor: Any, at: datetime) -> object: ...


@dataclass(frozen=True)
class Spec:
    """A step as it was registered. `in_public`: it runs in the public schema instead of the marketplace's."""

    name: str
    work: Work
    after: str
    label: str | Promise
    in_public: bool = False


_registered: dict[str, Spec] = {}


def register(name: str, work: Work, *, after: str = "site", label: str | Promise = "", in_public: bool = False) -> None:
    """Add a step behind another one. Registering the same name again replaces it (a reloaded app)."""
    _registered[name] = Spec(name, work, after, label, in_public)


def unregister(name: str) -> None:
    """Take a step out again."""
    _registered.pop(name, None)


def ordered() -> list[Spec]:
    """All steps in the order they run: each behind the one it names, first come first served; `open` is last."""
    ready: list[Spec] = []
    waiting = [spec for spec in _registered.values() if spec.name != LAST]
    while waiting:
        done = {"", *(spec.name for spec in ready)}
        spec = next((spec for spec in waiting if spec.after in done), None)
        if spec is None:
            raise LookupError(f"Steps behind steps nobody registered: {[(s.name, s.after) for s in waiting]}")
        ready.append(spec)
        waiting.remove(spec)
    return [*ready, _registered[LAST]]


def find(name: str) -> Spec:
    """The step of that name. KeyError when no app registers it any more."""
    return _registered[name]


def register_own(*, schema: Work, address: Work, site: Work, opening: Work) -> None:
    """The steps of this floor."""
    label: Callable[[str], Promise] = _  # type: ignore[assignment]
    register(FIRST, schema, after="", label=label("Making room for your marketplace"), in_public=True)
    register("address", address, after=FIRST, label=label("Putting up the address"), in_public=True)
    register("site", site, after="address", label=label("Preparing the pages"))
    register(LAST, opening, after="site", label=label("Opening the doors"), in_public=True)

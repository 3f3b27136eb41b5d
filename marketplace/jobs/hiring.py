"""The moment an offer is accepted. Contracts, a floor higher, compose it with the birth of the contract and the demand
for funds: `hiring.composed_by(actions.accept_offer)` in their `apps.py`. Whatever comes back has a page."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from kernel.actors import Actor
from marketplace.jobs import actions
from marketplace.jobs.models import Offer

_composed: list[Callable[..., Any]] = []


def composed_by(accept: Callable[..., Any]) -> None:
    """`accept(*, offer, actor, at)` takes the place of `jobs.actions.accept_offer` at the door."""
    _composed[:] = [accept]


def accept(*, offer: Offer, actor: Actor, at: datetime) -> Any:
    """Accept an offer with all that follows from it, in one transaction; gives back the contract (or the offer)."""
    door = _composed[0] if _composed else actions.accept_offer
    return door(offer=offer, actor=actor, at=at)

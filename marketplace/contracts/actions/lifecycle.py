"""A contract rests, goes on, ends. It has ended when nothing of it is left in the ledger."""

from datetime import datetime

from django.db import transaction

from kernel.actors import Actor
from kernel.moves import Role
from marketplace.contracts import ending, parties, states, steps
from marketplace.contracts.models import Contract


@transaction.atomic
def pause(*, contract: Contract, actor: Actor, at: datetime) -> Contract:
    """The client lets the contract rest: no new work for now. What is funded goes on, and so does its clock."""
    return _simple(contract, "pause", actor, at)


@transaction.atomic
def resume(*, contract: Contract, actor: Actor, at: datetime) -> Contract:
    """The client takes a paused contract up again."""
    return _simple(contract, "resume", actor, at)


@transaction.atomic
def end(*, contract: Contract, actor: Actor, at: datetime) -> Contract:
    """Either side ends the contract: what is not paid for falls away, what is funded is still released or given back,
    and then the contract has ended. At once when nothing is funded."""
    held = _simple(contract, "end", actor, at)
    for milestone in held.milestones.filter(state__in=states.NOT_YET_FUNDED).order_by("number"):
        steps.move(
            states.MILESTONE,
            milestone,
            "lapse",
            role=Role.CLOCK,
            actor=actor,
            at=at,
            fields={"closed_at": at},
        )
    ending.settle(held, at=at)
    return held


def _simple(contract: Contract, verb: str, actor: Actor, at: datetime) -> Contract:
    held = steps.hold(contract.pk)
    role = parties.role_of(held, actor)
    steps.move(states.CONTRACT, held, verb, role=role, actor=actor, at=at)
    return held

"""Who somebody is on a contract: the `by` column of the tables begins here."""

from kernel import errors
from kernel.actors import Actor
from kernel.moves import Role
from marketplace.contracts.models import Contract
from marketplace.contracts.sentences import NOT_YOURS
from marketplace.members.models import Member


def role_of(contract: Contract, actor: Actor) -> Role:
    """The actor's role on this contract; raises NotAllowed for anybody else."""
    if actor.kind == "clock":
        return Role.CLOCK
    if actor.kind == "gateway":
        return Role.GATEWAY
    if actor.user_id is not None:
        if actor.user_id == contract.client.user_id:
            return Role.CLIENT
        if actor.user_id == contract.freelancer.user_id:
            return Role.FREELANCER
    raise errors.NotAllowed(NOT_YOURS)


def member_of(contract: Contract, role: Role) -> Member:
    return contract.client if role == Role.CLIENT else contract.freelancer


def other_of(contract: Contract, role: Role) -> Member:
    return contract.freelancer if role == Role.CLIENT else contract.client

"""`ending` becomes `ended` as soon as every account of the contract is at 0."""

from datetime import datetime

from kernel import actors
from kernel.moves import Role
from marketplace.contracts import states, steps
from marketplace.contracts.models import Contract
from marketplace.escrow import queries as escrow_queries
from marketplace.windows import queries as windows


def settle(contract: Contract, *, at: datetime) -> None:
    """Finish a contract that is ending and holds nothing any more. Its row is locked by the caller."""
    if contract.state != states.ENDING:
        return
    rows = list(contract.milestones.values_list("pk", "state"))
    if any(state in states.HOLDS_FUNDS for _pk, state in rows):
        return
    escrow_queries.must_be_empty([pk for pk, _state in rows], contract.currency)
    steps.move(
        states.CONTRACT,
        contract,
        "finish",
        role=Role.CLOCK,
        actor=actors.CLOCK,
        at=at,
        fields={"ended_at": at, "bonus_until": at + windows.current().of("bonus")},
    )

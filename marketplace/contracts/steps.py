"""The frame of every move here: locks in their order, the table asked, the sentence chosen, the move made.

Order of locks (money.md §3): pair → contract → milestone → ledger accounts. One contract's moves therefore come one
after the other, and the conditional UPDATE in `transition.apply` has the last word.
"""

from datetime import datetime
from typing import Any

from kernel import transition
from kernel.actors import Actor
from kernel.history.models import Entry
from kernel.moves import Life, Role
from marketplace.contracts import sentences, states
from marketplace.contracts.models import Bonus, Contract, Milestone
from marketplace.escrow.deals import Deal

PEOPLE = (Role.CLIENT, Role.FREELANCER)


def deal_of(contract: Contract) -> Deal:
    return Deal.of(
        contract_id=contract.pk,
        client_id=contract.client_id,
        freelancer_id=contract.freelancer_id,
        terms=contract.terms,
    )


def hold(contract_id: int) -> Contract:
    """The contract, locked until the transaction ends."""
    rows = Contract.objects.select_related("client", "freelancer")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=contract_id)


def hold_to_pay(contract: Contract) -> Contract:
    """The pair, then the contract: for moves that pay the freelancer."""
    deal_of(contract).lock_pair()
    return hold(contract.pk)


def fresh(milestone: Milestone, contract: Contract) -> Milestone:
    """The milestone as it is now that its contract is locked."""
    now = Milestone.objects.get(pk=milestone.pk)
    now.contract = contract
    return now


def allowed(life: Life, subject: Contract | Milestone | Bonus, verb: str, role: Role) -> None:
    """Raise the sentence that says why when the table does not let a person do this now."""
    if role not in PEOPLE or life.find(verb, role, subject.state) is not None:
        return
    if any(row.verb == verb and row.source == subject.state for row in life.moves):
        raise sentences.kind(verb)(sentences.NOT_YOURS)
    raise sentences.refusal(verb, subject.state)


def move(
    life: Life,
    subject: Contract | Milestone | Bonus,
    verb: str,
    *,
    role: Role,
    actor: Actor,
    at: datetime,
    data: dict[str, Any] | None = None,
    fields: dict[str, Any] | None = None,
) -> Entry:
    """`transition.apply`; a person to whom the table has no such row gets a sentence that says why."""
    allowed(life, subject, verb, role)
    return transition.apply(life, subject, verb, role=role, actor=actor, at=at, data=data, fields=fields)


def refuse_if_over(contract: Contract, verb: str) -> None:
    """An ended contract is told by its end, not by the state of a milestone in it."""
    if contract.state == states.ENDED:
        raise sentences.refusal(verb, states.ENDED)

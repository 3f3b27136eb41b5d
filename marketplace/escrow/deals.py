"""What escrow has to know of a contract: plain numbers and the fees agreed. Contracts live on a higher floor."""

from dataclasses import dataclass
from typing import Any

from billing.fees import totals
from billing.fees.terms import ClientCharge, Terms
from kernel.money import Money


@dataclass(frozen=True, slots=True)
class Deal:
    contract_id: int
    client_id: int
    freelancer_id: int
    terms: Terms

    @classmethod
    def of(cls, *, contract_id: int, client_id: int, freelancer_id: int, terms: dict[str, Any]) -> "Deal":
        """`terms` is the snapshot that the contract keeps."""
        return cls(contract_id, client_id, freelancer_id, Terms.from_snapshot(terms))

    @property
    def currency(self) -> str:
        return self.terms.currency

    def client_charge(self, amount: Money) -> ClientCharge:
        """What the client pays for funding `amount`: the amount, her fee and the tax on it."""
        return self.terms.client_charge(amount)

    def lock_pair(self) -> None:
        """The first lock of every payment: pair → contract → ledger accounts by id (money.md §3). A pair that has
        never billed has no row to lock yet; the first payment makes it."""
        place = totals.Place(self.client_id, self.freelancer_id, self.contract_id, self.terms.ladder.basis)
        totals.lock(place, self.currency)

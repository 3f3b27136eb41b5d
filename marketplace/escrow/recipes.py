"""What moves when: the table of money.md §4 as lists of ledger moves. Pure: account codes and amounts, nothing else.

Read `Move(debit, credit, amount)` as money.md writes it: debit ← credit.
"""

from dataclasses import dataclass

from billing.ledger import accounts
from billing.ledger.posting import Move
from kernel.money import Money

Moves = list[Move]


@dataclass(frozen=True, slots=True)
class Parts:
    """One payment to a freelancer, taken apart. `gross` = net + fee + fee_tax; the client's fee was paid on top."""

    gross: Money
    fee: Money
    fee_tax: Money
    client_fee: Money
    client_tax: Money
    tax_region: str

    @property
    def net(self) -> Money:
        return self.gross - self.fee - self.fee_tax


def some(*moves: Move) -> Moves:
    """The moves that move something: the ledger refuses an amount of 0."""
    return [move for move in moves if move.amount]


def funded(milestone: int, gateway: str, amount: Money, on_top: Money) -> Moves:
    """The client's payment came in: project funds, and her fee (with its tax) beside them."""
    clearing = accounts.clearing(gateway)
    return some(
        Move(clearing, accounts.funds("milestone", milestone), amount),
        Move(clearing, accounts.fee_hold("milestone", milestone), on_top),
    )


def released(milestone: int, freelancer: int, parts: Parts) -> Moves:
    funds, hold = accounts.funds("milestone", milestone), accounts.fee_hold("milestone", milestone)
    tax = accounts.tax(parts.tax_region)
    return some(
        Move(funds, accounts.pending(freelancer), parts.net),
        Move(funds, accounts.REV_SERVICE_FEE, parts.fee),
        Move(funds, tax, parts.fee_tax),
        Move(hold, accounts.REV_CLIENT_FEE, parts.client_fee),
        Move(hold, tax, parts.client_tax),
    )


def bonus(gateway: str, freelancer: int, parts: Parts) -> Moves:
    """A bonus is charged and released at once."""
    clearing, tax = accounts.clearing(gateway), accounts.tax(parts.tax_region)
    return some(
        Move(clearing, accounts.pending(freelancer), parts.net),
        Move(clearing, accounts.REV_SERVICE_FEE, parts.fee),
        Move(clearing, tax, parts.fee_tax),
        Move(clearing, accounts.REV_CLIENT_FEE, parts.client_fee),
        Move(clearing, tax, parts.client_tax),
    )


def cleared(freelancer: int, net: Money) -> Moves:
    """The security hold is over."""
    return some(Move(accounts.pending(freelancer), accounts.available(freelancer), net))


def rolled_on(milestone: int, rest: int, amount: Money, on_top: Money) -> Moves:
    return some(
        Move(accounts.funds("milestone", milestone), accounts.funds("milestone", rest), amount),
        Move(accounts.fee_hold("milestone", milestone), accounts.fee_hold("milestone", rest), on_top),
    )


def refunded_before_release(milestone: int, client: int, amount: Money, on_top: Money) -> Moves:
    credit = accounts.credit(client)
    return some(
        Move(accounts.funds("milestone", milestone), credit, amount),
        Move(accounts.fee_hold("milestone", milestone), credit, on_top),
    )


def refunded_after_release(*, source: str, client: int, net: Money, fee: Money, tax: Money, region: str) -> Moves:
    """`source`: the freelancer's pending or available account; fee and tax come back as they were charged."""
    credit = accounts.credit(client)
    return some(
        Move(source, credit, net),
        Move(accounts.REV_SERVICE_FEE, credit, fee),
        Move(accounts.tax(region), credit, tax),
    )


def credited(gateway: str, client: int, amount: Money) -> Moves:
    """A payment came in for something that can no longer be paid for: it is the client's again."""
    return some(Move(accounts.clearing(gateway), accounts.credit(client), amount))

"""Account codes and the rules behind them. Whoever posts names accounts by these builders and never types a code.

An account has one currency. Funds and the like belong to one piece of work, so their code alone says which account it
is; members' and platform accounts exist once per currency, and the ledger keeps them as `code:CUR` (see `stored`).
"""

from dataclasses import dataclass

DEBIT, CREDIT = 1, -1


@dataclass(frozen=True, slots=True)
class Rule:
    """`side`: the side that counts up. `floor`: keeps a balance that cannot be overdrawn; else log-only.
    `single`: the code has one currency for ever, that of its first move."""

    side: int
    floor: bool
    single: bool = False


RULES = {
    "clearing": Rule(DEBIT, floor=False),
    "exp": Rule(DEBIT, floor=False),
    "rev": Rule(CREDIT, floor=False),
    "tax": Rule(CREDIT, floor=False),
    "fx": Rule(DEBIT, floor=False),
    "funds": Rule(CREDIT, floor=True, single=True),
    "fee_hold": Rule(CREDIT, floor=True, single=True),
    "dispute": Rule(CREDIT, floor=True, single=True),
    "payout": Rule(CREDIT, floor=True, single=True),
    "pending": Rule(CREDIT, floor=True),
    "available": Rule(CREDIT, floor=True),
    "credit": Rule(CREDIT, floor=True),
    "receivable": Rule(DEBIT, floor=True),
    "guarantee": Rule(CREDIT, floor=True),
}

REV_SERVICE_FEE = "rev:service_fee"
REV_CLIENT_FEE = "rev:client_fee"
REV_CONNECTS = "rev:connects"
REV_MEMBERSHIP = "rev:membership"
REV_FEATURED = "rev:featured"
EXP_PROCESSOR = "exp:processor"
EXP_DISPUTE = "exp:dispute"
EXP_LOSS = "exp:loss"
FX = "fx"
GUARANTEE = "guarantee"


def funds(kind: str, number: int) -> str:
    """Project funds of one `milestone` or `week`."""
    return f"funds:{kind}:{number}"


def fee_hold(kind: str, number: int) -> str:
    """The client fee and its tax, held until the milestone or week is released."""
    return f"fee_hold:{kind}:{number}"


def dispute(number: int) -> str:
    return f"dispute:{number}"


def pending(member_id: int) -> str:
    """Earned by a freelancer, still in the security hold."""
    return f"pending:{member_id}"


def available(member_id: int) -> str:
    """A freelancer's to withdraw."""
    return f"available:{member_id}"


def payout(number: int) -> str:
    """On its way to a freelancer's bank."""
    return f"payout:{number}"


def credit(member_id: int) -> str:
    """Owed back to a client, until the gateway confirms the refund."""
    return f"credit:{member_id}"


def receivable(party: str) -> str:
    """Owed to the marketplace by `party`: a member (`member:7`) or a gateway's dispute (`chargeback:3`)."""
    return f"receivable:{party}"


def clearing(gateway: str) -> str:
    """What a gateway holds for the marketplace."""
    return f"clearing:{gateway}"


def tax(region: str) -> str:
    return f"tax:{region}"


def rule(code: str) -> Rule:
    """Raises KeyError for a code of no known kind: an account is never invented by a typing mistake."""
    return RULES[code.partition(":")[0]]


def stored(code: str, currency: str) -> str:
    """The code as the ledger keeps it: `funds:milestone:3`, `available:7:EUR`."""
    return code if rule(code).single else f"{code}:{currency}"


def plain(kept: str) -> str:
    """The code as callers write it: what `stored` made, without the currency."""
    return kept if rule(kept).single else kept.rpartition(":")[0]

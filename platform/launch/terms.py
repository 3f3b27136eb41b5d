"""Who pays what: the fee models the wizard offers, as ladders in the marketplace's currency, and a worked example.

Bounds are written in neutral units and scaled to the currency; the two that a demo marketplace is known for are
literal, so that every number of the papers can be seen in the wizard.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from billing.fees import ladder
from kernel import currencies
from kernel.money import Money
from marketplace import presets

PER_CLIENT_20, PER_CLIENT_10, PER_CONTRACT_20, FLAT = "per_client_20", "per_client_10", "per_contract_20", "flat"
CHOICES = (
    (PER_CLIENT_20, _("20 %, then 10 %, then 5 % the longer two people work together")),
    (PER_CLIENT_10, _("10 %, then 5 %, then 3 % the longer two people work together")),
    (PER_CONTRACT_20, _("20 %, then 10 %, then 5 % within each contract")),
    (FLAT, _("One rate for everything")),
)
RATES = {PER_CLIENT_20: (2000, 1000, 500), PER_CLIENT_10: (1000, 500, 300), PER_CONTRACT_20: (2000, 1000, 500)}
BOUNDS = {"KWD": (250, 2500), "JPY": (100_000, 200_000)}
NEUTRAL_BOUNDS = (500, 10_000)
# What a bound begins with, in tenths.
PLAIN = (10, 20, 25, 50, 100)


def ladder_of(fee: str, flat_bps: int, currency: str) -> ladder.Ladder:
    """The ladder of one of the models, in minor units of the currency."""
    if fee == FLAT:
        return ladder.Ladder.steps(currency, (None, flat_bps), basis=ladder.FLAT)
    unit = currencies.get(currency).unit
    low, high = (bound * unit for bound in bounds(currency))
    first, second, third = RATES[fee]
    basis = ladder.CONTRACT if fee == PER_CONTRACT_20 else ladder.PAIR
    return ladder.Ladder.steps(currency, (low, first), (high, second), (None, third), basis=basis)


def bounds(currency: str) -> tuple[int, int]:
    """Where the rate changes, in whole units of the currency: 500 and 10,000 dollars, 250 and 2,500 dinars."""
    if currency in BOUNDS:
        return BOUNDS[currency]
    low, high = (_plain(presets.scaled(units, currency)) for units in NEUTRAL_BOUNDS)
    return low, high


def _plain(amount: int) -> int:
    """The nearest amount that people choose for a bound: 480 is 500, 8,100 is 10,000."""
    power = 10 ** (len(str(amount)) - 1)
    return min(
        (power * tenths // 10 for tenths in PLAIN if power * tenths % 10 == 0), key=lambda one: abs(one - amount)
    )


@dataclass(frozen=True)
class Example:
    """One payment, worked: what the client pays, what the freelancer gets, what the owner earns."""

    price: Money
    client_fee: Money
    client_pays: Money
    service_fee: Money
    freelancer_gets: Money
    owner_earns: Money
    lines: tuple[ladder.Line, ...]


def example(fee: str, flat_bps: int, client_bps: int, currency: str) -> Example:
    """The first payment of two people who have not worked together before."""
    whole = bounds(currency)[0] * 6 // 5  # crosses the first bound: 600 dollars, 300 dinars
    price = Money(whole * currencies.get(currency).unit, currency)
    worked = ladder.fee(ladder_of(fee, flat_bps, currency), Money.zero(currency), price)
    client_fee = price.apply_bps(client_bps)
    return Example(
        price=price,
        client_fee=client_fee,
        client_pays=price + client_fee,
        service_fee=worked.amount,
        freelancer_gets=worked.net,
        owner_earns=worked.amount + client_fee,
        lines=worked.lines,
    )

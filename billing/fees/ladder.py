"""The fee of a payment by a ladder of bands. Pure: whole minor units and basis points (1 % = 100) in, receipts out.

`fee(payment) = F(L + x) - F(L)`, where F is what the whole amount would have cost, rounded **once**, and L what was
billed before. So the fees of a relationship add up to the same total however the work is split into payments.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kernel.money import HALF_UP, TRUNCATE, Money

# What L counts. AGE reads its bands as days of the relationship instead of money, and picks one rate.
PAIR, CONTRACT, AGE, FLAT = "pair", "contract", "age", "flat"
BASES = (PAIR, CONTRACT, AGE, FLAT)
ROUNDINGS = (HALF_UP, TRUNCATE)
WHOLE = 10_000  # basis points of 100 %


@dataclass(frozen=True, slots=True)
class Band:
    """`bps` on what lies from `since` up to, and without, `upto` (None: no end). Minor units, or days for AGE."""

    since: int
    upto: int | None
    bps: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """Bands that touch from 0 to no end. `minimum` (minor units) is only for FLAT, and counts per payment."""

    currency: str
    bands: tuple[Band, ...]
    basis: str = PAIR
    minimum: int = 0
    rounding: str = HALF_UP

    @classmethod
    def steps(cls, currency: str, *steps: tuple[int | None, int], **how) -> "Ladder":
        """From `(upper bound, bps)` pairs in order: `Ladder.steps("USD", (50_000, 2000), (None, 1000))`."""
        bands, since = [], 0
        for upto, bps in steps:
            bands.append(Band(since, upto, bps))
            since = since if upto is None else upto
        return cls(currency, tuple(bands), **how)

    def cumulative(self, total: int) -> int:
        """F: what `total` minor units cost from the first one on, rounded once."""
        exact = sum(_inside(band, 0, total) * band.bps for band in self.bands)
        return rounded(exact, WHOLE, self.rounding)

    def at_age(self, days: int) -> "Ladder":
        """The one rate of a relationship that old, on everything."""
        rate = next(b.bps for b in self.bands if b.since <= days and (b.upto is None or days < b.upto))
        return replace(self, bands=(Band(0, None, rate),))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a receipt: `base` at `bps` gives `fee`. The lines add up to the fee. `minimum`: what tops it up."""

    base: Money
    bps: int
    fee: Money
    minimum: bool = False


@dataclass(frozen=True, slots=True)
class Fee:
    payment: Money
    before: Money
    amount: Money
    lines: tuple[Line, ...]

    @property
    def net(self) -> Money:
        return self.payment - self.amount


def fee(ladder: Ladder, before: Money, payment: Money, *, days: int = 0) -> Fee:
    """The fee of `payment` when `before` was billed already; `days` is the relationship's age, read by AGE only.

    Raises ValueError for negative amounts and CurrencyMismatch for another currency than the ladder's.
    """
    zero = Money.zero(ladder.currency)
    if before < zero or payment < zero:
        raise ValueError("Neither what was billed before nor a payment is negative.")
    rates = ladder.at_age(days) if ladder.basis == AGE else ladder
    start, end = before.minor, before.minor + payment.minor
    lines = tuple(_lines(rates, start, end))
    total = rates.cumulative(end) - rates.cumulative(start)
    least = min(ladder.minimum, payment.minor)
    if total < least:
        lines += (Line(payment, 0, Money(least - total, ladder.currency), minimum=True),)
        total = least
    return Fee(payment, before, Money(total, ladder.currency), lines)


def share(whole: Money, part: Money, gross: Money, already: Money) -> Money:
    """What of `whole` belongs to the part of `gross` reached with `part`, less what was `already` given.

    `part` counts from the beginning, so the shares add up to `whole` exactly once `part` is `gross`.
    """
    if not Money.zero(whole.currency) <= part <= gross:
        raise ValueError("A part lies between nothing and the whole.")
    if not gross:
        return Money.zero(whole.currency)
    return whole.share(part.minor, gross.minor) - already


def rounded(numerator: int, denominator: int, rounding: str) -> int:
    """The quotient of two whole, non-negative numbers as a whole number: half up, or cut off."""
    if rounding == TRUNCATE:
        return numerator // denominator
    return (2 * numerator + denominator) // (2 * denominator)


def _inside(band: Band, start: int, end: int) -> int:
    top = end if band.upto is None else min(end, band.upto)
    return max(0, top - max(start, band.since))


def _lines(ladder: Ladder, start: int, end: int) -> Iterable[Line]:
    """The bands that a payment touches. Each line is a difference of F, so their sum is the fee to the cent."""
    at = start
    for band in ladder.bands:
        base = _inside(band, start, end)
        if not base:
            continue
        cost = ladder.cumulative(at + base) - ladder.cumulative(at)
        yield Line(Money(base, ladder.currency), band.bps, Money(cost, ladder.currency))
        at += base

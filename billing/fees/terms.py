"""An owner's fee terms as plain values: the ladder, the client fee and the tax on both. Pure.

A contract keeps `Terms.snapshot()` from the day of its offer; a later version never changes what it pays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from billing.fees import ladder as ladders
from kernel.money import HALF_UP, Money

REFUND_DAYS = 180


@dataclass(frozen=True, slots=True)
class Charge:
    """What one payment to a freelancer costs: `payment` = `net` + `fee` + `tax`, to the minor unit."""

    payment: Money
    before: Money
    fee: Money
    tax: Money
    lines: tuple[ladders.Line, ...]
    version: int

    @property
    def net(self) -> Money:
        return self.payment - self.fee - self.tax


@dataclass(frozen=True, slots=True)
class ClientCharge:
    """What a client pays on top of `amount`."""

    amount: Money
    fee: Money
    tax: Money

    @property
    def extra(self) -> Money:
        return self.fee + self.tax

    @property
    def total(self) -> Money:
        return self.amount + self.fee + self.tax


@dataclass(frozen=True, slots=True)
class Terms:
    """One version of the owner's fees in one currency. Rates in basis points, fixed amounts in minor units."""

    version: int
    ladder: ladders.Ladder
    client_bps: int = 0
    client_fixed: int = 0
    tax_bps: int = 0
    tax_region: str = ""
    refund_days: int = REFUND_DAYS

    @property
    def currency(self) -> str:
        return self.ladder.currency

    def charge(self, before: Money, payment: Money, *, days: int = 0) -> Charge:
        """Fee, tax and net of a payment after `before` (see ladder.fee). The net is never negative.

        Tax is cumulative as the fee is, so it doesn't depend on the split either. On payments of very few minor units
        the two roundings could take more than was paid; then the fee gives way to the payment, and the tax to both.
        """
        fee = ladders.fee(self.ladder, before, payment, days=days)
        tax = self._tax_on(fee, days)
        amount = fee.amount
        if amount + tax > payment and self.ladder.minimum:
            most = payment.minor * ladders.WHOLE // (ladders.WHOLE + self.tax_bps)
            amount = Money(most, self.currency)
            tax = amount.apply_bps(self.tax_bps, HALF_UP)
        tax = min(tax, payment - amount)
        lines = fee.lines if amount == fee.amount else (ladders.Line(payment, 0, amount, minimum=True),)
        return Charge(payment, before, amount, tax, lines, self.version)

    def charge_in_parts(self, before: Money, payments: Sequence[Money], *, days: int = 0) -> Charge:
        """Fee, tax and net of payments that come one after the other. It is what they make together, but for the
        minimum, which each has for itself."""
        whole = sum(payments[1:], payments[0])
        if not self.ladder.minimum:
            return self.charge(before, whole, days=days)
        zero = Money.zero(self.currency)
        reached = list(accumulate(payments, initial=before))
        each = [self.charge(start, payment, days=days) for start, payment in zip(reached, payments, strict=False)]
        fee, tax = (sum((getattr(one, part) for one in each), zero) for part in ("fee", "tax"))
        return Charge(whole, before, fee, tax, tuple(line for one in each for line in one.lines), self.version)

    def client_charge(self, amount: Money) -> ClientCharge:
        """The client fee on one funding of `amount`: percent, plus the fixed part, plus tax on both."""
        if not amount:
            return ClientCharge(amount, amount, amount)
        fee = amount.apply_bps(self.client_bps, HALF_UP) + Money(self.client_fixed, self.currency)
        return ClientCharge(amount, fee, fee.apply_bps(self.tax_bps, HALF_UP))

    def snapshot(self) -> dict[str, Any]:
        """Everything as JSON. `from_snapshot` gives back an equal value."""
        return {
            "version": self.version,
            "currency": self.currency,
            "basis": self.ladder.basis,
            "bands": [[band.since, band.upto, band.bps] for band in self.ladder.bands],
            "minimum_minor": self.ladder.minimum,
            "rounding": str(self.ladder.rounding),
            "client_bps": self.client_bps,
            "client_fixed_minor": self.client_fixed,
            "tax_bps": self.tax_bps,
            "tax_region": self.tax_region,
            "refund_days": self.refund_days,
        }

    @classmethod
    def from_snapshot(cls, kept: dict[str, Any]) -> "Terms":
        return cls(
            version=kept["version"],
            ladder=ladders.Ladder(
                kept["currency"],
                tuple(ladders.Band(*band) for band in kept["bands"]),
                kept["basis"],
                kept["minimum_minor"],
                kept["rounding"],
            ),
            client_bps=kept["client_bps"],
            client_fixed=kept["client_fixed_minor"],
            tax_bps=kept["tax_bps"],
            tax_region=kept["tax_region"],
            refund_days=kept["refund_days"],
        )

    def _tax_on(self, fee: ladders.Fee, days: int) -> Money:
        if self.ladder.minimum:
            return fee.amount.apply_bps(self.tax_bps, HALF_UP)
        rates = self.ladder.at_age(days) if self.ladder.basis == ladders.AGE else self.ladder
        before = Money(rates.cumulative(fee.before.minor), self.currency)
        return (before + fee.amount).apply_bps(self.tax_bps, HALF_UP) - before.apply_bps(self.tax_bps, HALF_UP)

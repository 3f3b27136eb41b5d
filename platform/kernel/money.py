"""Money is whole minor units and a currency. No float, no division, and two currencies never mix."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kernel import currencies

HALF_UP = "half_up"
TRUNCATE = "truncate"
_BIGGEST = 2**63 - 1


class CurrencyMismatch(TypeError):
    """Two currencies met in one sum or comparison."""


def _rounded(numerator: int, denominator: int, rounding: str) -> int:
    """The whole number nearest to numerator over denominator; half goes away from zero, TRUNCATE goes towards
    it."""
    if denominator <= 0:
        raise ValueError("A share is of something greater than zero.")
    if rounding not in (HALF_UP, TRUNCATE):
        raise ValueError(f"There is no rounding {rounding!r}.")
    whole, rest = divmod(abs(numerator), denominator)
    if rounding == HALF_UP and 2 * rest >= denominator:
        whole += 1
    return -whole if numerator < 0 else whole


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` whole units (cents, yen, fils) of `currency`; at most what a bigint column holds."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"Money is whole minor units, not {self.minor!r}.")
        if abs(self.minor) > _BIGGEST:
            raise OverflowError("The amount does not fit the ledger.")
        currencies.get(self.currency)

    @classmethod
    def zero(cls, currency: str) -> "Money":
        return cls(0, currency)

    @classmethod
    def parse(cls, text: str, currency: str) -> "Money":
        """`Money.parse("12.34", "USD")`: a machine's decimal text, never a person's (kernel.amounts reads
        those). Raises ValueError when it has more decimals than the currency."""
        scaled = Decimal(text).scaleb(currencies.get(currency).exponent)
        if not scaled.is_finite() or scaled != scaled.to_integral_value():
            raise ValueError(f"{text!r} is not an amount in {currency}.")
        return cls(int(scaled), currency)

    @property
    def decimal(self) -> Decimal:
        """The amount as people write it, exactly: for formatting only."""
        return Decimal(self.minor).scaleb(-currencies.get(self.currency).exponent)

    def __str__(self) -> str:
        return f"{self.decimal:f} {self.currency}"

    def __bool__(self) -> bool:
        return self.minor != 0

    def _same(self, other: "Money") -> int:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} do not mix.")
        return other.minor

    def __add__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.minor), self.currency)

    def __mul__(self, times: int) -> "Money":
        if type(times) is not int:
            return NotImplemented
        return Money(self.minor * times, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: "Money") -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.minor <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.minor > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.minor >= self._same(other)

    def share(self, part: int, whole: int, rounding: str = HALF_UP) -> "Money":
        """`part` of `whole` of this amount, rounded once: 470 minutes at 33.33 an hour is `rate.share(470,
        60)`, 261.09."""
        return Money(_rounded(self.minor * part, whole, rounding), self.currency)

    def apply_bps(self, bps: int, rounding: str = HALF_UP) -> "Money":
        """`bps` basis points of this amount (10,000 are the whole), rounded once."""
        return self.share(bps, 10_000, rounding)

    def allocate(self, weights: Sequence[int]) -> "list[Money]":
        """Split by weight so that the parts add up to the whole. Odd units go to the largest remainders, ties
        by order: 100 over (1, 1, 1) is 34, 33, 33."""
        total = sum(weights)
        if total <= 0 or any(weight < 0 for weight in weights):
            raise ValueError("Weights are zero or more, and not all zero.")
        sign = -1 if self.minor < 0 else 1
        split = [divmod(abs(self.minor) * weight, total) for weight in weights]
        odd = abs(self.minor) - sum(whole for whole, _ in split)
        first = sorted(range(len(split)), key=lambda i: (-split[i][1], i))[:odd]
        lucky = set(first)
        return [Money(sign * (whole + (i in lucky)), self.currency) for i, (whole, _) in enumerate(split)]


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of amounts in `currency`; zero of it when there are none."""
    result = Money.zero(currency)
    for amount in amounts:
        result += amount
    return result

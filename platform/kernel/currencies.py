"""The currencies money may be in: a table of ours, because libraries disagree (MGA: 100 in one, 1 in another).

`exponent` is the number of decimals people write: JPY 0, USD 2, KWD 3. Source: ISO 4217, except MGA (fifths in
ISO, never written) and IQD and LYD as ISO has them. `XCN` counts connects, the proposal credits.
"""

from dataclasses import dataclass

_EXPONENT_0 = "BIF CLP DJF GNF ISK JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF XCN"
_EXPONENT_3 = "BHD IQD JOD KWD LYD OMR TND"
_EXPONENT_2 = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
    "CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL "
    "HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MKD MMK MNT MOP MRU "
    "MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR "
    "SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES "
    "WST XCD YER ZAR ZMW"
)

# Stripe counts two decimals where people write none.
_STRIPE_MULTIPLIER = {"ISK": 100, "UGX": 100}
# The least Stripe charges, in minor units; where it names none, it refuses amounts under about 0.50 USD by itself.
_STRIPE_MINIMUM = {
    "AED": 200, "AUD": 50, "BGN": 100, "BRL": 50, "CAD": 50, "CHF": 50, "CZK": 1500, "DKK": 250, "EUR": 50,
    "GBP": 30, "HKD": 400, "HUF": 17500, "INR": 50, "JPY": 50, "MXN": 1000, "MYR": 200, "NOK": 300,
    "NZD": 50, "PLN": 200, "RON": 200, "SEK": 300, "SGD": 50, "THB": 1000, "USD": 50,
}  # fmt: skip


class UnknownCurrency(ValueError):
    """No such currency in the table."""


@dataclass(frozen=True, slots=True)
class GatewayRule:
    """What a gateway makes of an amount: it counts `minor * multiplier`, takes only multiples of `step` minor
    units, and at least `minimum` minor units (0: no bound known)."""

    multiplier: int = 1
    step: int = 1
    minimum: int = 0


@dataclass(frozen=True, slots=True)
class Currency:
    code: str
    exponent: int

    @property
    def unit(self) -> int:
        """How many minor units make one: JPY 1, USD 100, KWD 1000."""
        return int(10**self.exponent)

    def gateway(self, name: str) -> GatewayRule:
        """The rule of a gateway for this currency; a gateway without a rule takes every amount."""
        if name != "stripe":
            return GatewayRule()
        return GatewayRule(
            multiplier=_STRIPE_MULTIPLIER.get(self.code, 1),
            step=10 if self.exponent == 3 else 1,
            minimum=_STRIPE_MINIMUM.get(self.code, 0),
        )


_TABLE = {
    code: Currency(code, exponent)
    for exponent, codes in ((0, _EXPONENT_0), (2, _EXPONENT_2), (3, _EXPONENT_3))
    for code in codes.split()
}


def get(code: str) -> Currency:
    """The currency of that code; raises `UnknownCurrency`."""
    try:
        return _TABLE[code]
    except KeyError:
        raise UnknownCurrency(f"There is no currency {code!r}.") from None


def all() -> tuple[Currency, ...]:  # noqa: A001 - read as currencies.all()
    """Every currency a marketplace may choose, by code (connects are not one)."""
    return tuple(_TABLE[code] for code in sorted(_TABLE) if code != "XCN")

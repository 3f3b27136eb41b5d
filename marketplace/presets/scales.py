"""From neutral units to an amount that looks right in a currency. For samples only; not a rate of exchange.

One unit is about one US dollar's worth of work. An amount of 1,800 reads as 1,800 in dollars, 270,000 in yen and
540 in Kuwaiti dinars, rounded as people write prices there.
"""

# Major units of the currency for 100 neutral units.
PER_HUNDRED: dict[str, int] = {
    "USD": 100, "EUR": 95, "GBP": 80, "CHF": 95, "CAD": 135, "AUD": 150, "NZD": 160, "JPY": 15000, "KRW": 130000,
    "CNY": 700, "INR": 6000, "BRL": 500, "MXN": 1800, "ZAR": 1700, "TRY": 3500, "PLN": 400, "CZK": 2300, "SEK": 1050,
    "NOK": 1050, "DKK": 700, "HUF": 36000, "RON": 470, "KWD": 30, "BHD": 38, "OMR": 38, "JOD": 70, "TND": 300,
    "AED": 370, "SAR": 375, "QAR": 365, "EGP": 4500, "MAD": 950, "NGN": 120000, "KES": 12500, "SGD": 135, "HKD": 780,
    "THB": 3400, "IDR": 1500000, "VND": 2400000, "CLP": 92000, "COP": 400000,
}  # fmt: skip


def magnitude(currency: str) -> int:
    """The power of ten by which amounts of that currency are written larger than dollars: 100 for JPY, 1 for KWD."""
    return int("1" + "0" * (len(str(PER_HUNDRED.get(currency, 100) // 100)) - 1))


def scaled(units: int, currency: str) -> int:
    """Whole major units of `currency`, to two significant digits: 1,800 units are 540 KWD, 270,000 JPY."""
    whole = max(1, (units * PER_HUNDRED.get(currency, 100) + 50) // 100)
    step = 10 ** max(0, len(str(whole)) - 2)
    return max(1, (whole + step // 2) // step * step)

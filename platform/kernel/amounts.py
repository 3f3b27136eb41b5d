"""Money as people write it: out by Babel, in by the rules of their locale. Our table decides the decimals."""

import copy
import re
import unicodedata
from decimal import Decimal

from babel import Locale
from babel.numbers import get_currency_symbol
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernel import currencies, errors, locales
from kernel.money import Money

# More than this, in whole units, nobody owes anybody; it keeps every sum of amounts inside a bigint.
LARGEST = 10**12
# Characters that any amount fits into, its sign and separators with it: nothing longer is read, digit by digit.
_LONGEST = 1_000
# Where a currency without a sign of its own shows its code, letters and digits stand apart (CLDR currencySpacing).
_TOUCHING = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_INVISIBLE = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


class AmountError(errors.Refused, ValueError):
    """What somebody typed is not an amount we can take; the sentence says why."""


def _written(money: Money, locale: Locale, decimals: int, *, symbol: bool) -> str:
    style = locale.currency_formats["standard"] if symbol else locale.decimal_formats[None]
    pattern = copy.copy(style)
    pattern.frac_prec = (decimals, decimals)
    text = pattern.apply(
        money.decimal,
        locale,
        currency=money.currency if symbol else None,
        currency_digits=False,
        numbering_system="default",
    )
    return locales.digits(_TOUCHING.sub("\xa0", text), locale)


def format_money(money: Money, locale: str | Locale | None = None) -> str:
    """`$1,234.50`, `1.234,50 €`, `￥1,235`: every decimal of the currency, never rounded."""
    return _written(money, locales.get(locale), currencies.get(money.currency).exponent, symbol=True)


def format_short(money: Money, locale: str | Locale | None = None) -> str:
    """As `format_money`, without the decimals when they are all zero: for headings and budgets."""
    currency = currencies.get(money.currency)
    decimals = currency.exponent if money.minor % currency.unit else 0
    return _written(money, locales.get(locale), decimals, symbol=True)


def format_plain(money: Money, locale: str | Locale | None = None) -> str:
    """The number alone, as it stands in an input field and as `parse_amount` reads it back."""
    return _written(money, locales.get(locale), currencies.get(money.currency).exponent, symbol=False)


def _separators(locale: Locale) -> tuple[set[str], set[str]]:
    """What may stand before decimals, and between groups of digits, in that locale's own and in Latin digits."""
    decimal, group = set("\u066b"), set("\u066c ")
    for system in {"latn", locale.default_numbering_system}:
        symbols = locale.number_symbols.get(system, {})
        decimal.add(symbols.get("decimal", "."))
        group.add(symbols.get("group", ","))
    if "’" in group:
        group.add("'")
    return decimal, group - decimal


def _bare(text: str, currency: str, locale: Locale) -> str:
    """The text without marks one cannot see, without the currency's own sign, and with Latin digits; an ellipsis, which
    is no number, in place of one that is too long."""
    if len(text) > _LONGEST:
        return "…"
    text = _INVISIBLE.sub("", text).strip()
    for sign in (currency, _INVISIBLE.sub("", get_currency_symbol(currency, locale)).strip("\xa0 ")):
        text = text.removeprefix(sign).removesuffix(sign).strip()
    return "".join(
        str(unicodedata.digit(char)) if char.isdecimal() else " " if char.isspace() else char for char in text
    ).replace("\u2212", "-")


def _split(bare: str, locale: Locale) -> tuple[str, str] | None:
    """The digits before and after the decimal separator, or None when this is not one number."""
    decimal, group = _separators(locale)
    d, g = ("[" + re.escape("".join(sorted(signs))) + "]" for signs in (decimal, group))
    found = re.fullmatch(rf"(\d+|\d{{1,3}}(?:({g})\d{{2,3}}(?:\2\d{{2,3}})*(?<=\d{{3}}))?)?(?:{d}(\d*))?", bare)
    if found is None or not (found[1] or found[3]):
        return None
    return re.sub(r"\D", "", found[1] or "0"), found[3] or ""


def parse_amount(text: str, currency: str, locale: str | Locale | None = None) -> Money:
    """What a person typed, in her locale's digits and separators, with or without the currency's sign. Raises
    `AmountError` with a sentence for anything that is not exactly one amount: nothing is rounded or guessed."""
    where = locales.get(locale)
    facts = currencies.get(currency)
    bare = _bare(text, currency, where)
    if not bare:
        raise AmountError(_("Enter an amount."))
    if bare.startswith("-") and _split(bare[1:].strip(), where):
        raise AmountError(_("The amount cannot be negative."))
    parts = _split(bare, where)
    if parts is None:
        example = format_plain(Money(123456 * facts.unit // 100, currency), where)
        raise AmountError(_("Write the amount in digits, for example %(example)s.") % {"example": example})
    whole, decimals = parts
    if len(decimals) > facts.exponent:
        raise AmountError(_too_exact(facts))
    if len(whole.lstrip("0")) > 13 or int(whole) > LARGEST or (int(whole) == LARGEST and decimals.strip("0")):
        most = format_money(Money(LARGEST * facts.unit, currency), where)
        raise AmountError(_("The amount is too large: the most is %(most)s.") % {"most": most})
    return Money(int(whole) * facts.unit + int(decimals.ljust(facts.exponent, "0") or "0"), currency)


def parse_percent(text: str, locale: str | Locale | None = None) -> int:
    """A percentage as a person typed it, with or without its sign, as basis points: `12.5` is 1250. Raises
    `AmountError` for anything else; more than 100 is for the caller to judge."""
    where = locales.get(locale)
    bare = _bare(text, "%", where).removesuffix("\u066a").strip()
    negative = bare.startswith("-")
    parts = _split(bare.removeprefix("-").strip(), where)
    if parts is None:
        raise AmountError(_("Write the percentage in digits, for example 12.5."))
    whole, decimals = parts
    if len(decimals) > 2:
        raise AmountError(_("A percentage has at most two decimals."))
    if negative:
        raise AmountError(_("A percentage cannot be negative."))
    if len(whole.lstrip("0")) > 4:
        raise AmountError(_("This percentage is too large."))
    return int(whole) * 100 + int(decimals.ljust(2, "0") or "0")


def format_percent_plain(bps: int, locale: str | Locale | None = None) -> str:
    """The number alone, as it stands in an input field and as `parse_percent` reads it back."""
    where = locales.get(locale)
    text = copy.copy(where.decimal_formats[None]).apply(Decimal(bps).scaleb(-2), where, numbering_system="default")
    return locales.digits(text, where)


def _too_exact(facts: currencies.Currency) -> str:
    if facts.exponent == 0:
        return _("Amounts in %(currency)s have no decimals.") % {"currency": facts.code}
    return ngettext(
        "Amounts in %(currency)s have at most %(count)d decimal.",
        "Amounts in %(currency)s have at most %(count)d decimals.",
        facts.exponent,
    ) % {"currency": facts.code, "count": facts.exponent}


def to_gateway(money: Money, gateway: str) -> int:
    """The number a gateway takes for this amount. Raises `AmountError` when it cannot take it exactly: said
    when the price is quoted, never rounded in silence."""
    rule = currencies.get(money.currency).gateway(gateway)
    if money.minor % rule.step:
        step = format_money(Money(rule.step, money.currency))
        raise AmountError(_("The payment service takes amounts in steps of %(step)s.") % {"step": step})
    if money.minor < rule.minimum:
        least = format_money(Money(rule.minimum, money.currency))
        raise AmountError(_("The payment service takes %(least)s or more.") % {"least": least})
    return money.minor * rule.multiplier


def from_gateway(amount: int, currency: str, gateway: str) -> Money:
    """The money behind a number a gateway reports (currency in any case). Raises ValueError when it is not
    whole."""
    code = currency.upper()
    minor, rest = divmod(amount, currencies.get(code).gateway(gateway).multiplier)
    if rest:
        raise ValueError(f"{amount} is not a whole amount in {code}.")
    return Money(minor, code)

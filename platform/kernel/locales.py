"""The locale a person reads in: her language as it is written where the marketplace is. In Kuwait Arabic counts in
Arabic-Indic digits, in Tunis in Latin ones. Babel formats; the digits are ours, since Babel leaves every number in
Latin ones."""

import re
from collections.abc import Callable
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils import translation
from django.utils.functional import lazy
from django.utils.safestring import SafeData

# The first digit of the numbering systems that locales use by default.
_ZERO = {
    "arab": 0x660,
    "arabext": 0x6F0,
    "deva": 0x966,
    "beng": 0x9E6,
    "mymr": 0x1040,
    "olck": 0x1C50,
    "tibt": 0xF20,
}


# Asked in which country (two letters, or "") what is shown now is read; told by the floor that knows of marketplaces.
_country: Callable[[], str] = str


def ask_country(ask: Callable[[], str]) -> None:
    """Name who knows the country of the marketplace being served; it is asked for every number, so it must be cheap."""
    global _country
    _country = ask


@lru_cache(maxsize=256)
def _parsed(name: str, country: str = "") -> Locale:
    try:
        known = Locale.parse(translation.to_locale(name))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")
    if not country or known.territory:
        return known
    try:
        return Locale(known.language, territory=country.upper(), script=known.script)
    except (UnknownLocaleError, ValueError):
        return known


def get(locale: str | Locale | None = None) -> Locale:
    """The Babel locale of a language code exactly as given, or of the language now active in the marketplace's country
    where the two are known together; English for a language nobody knows."""
    if isinstance(locale, Locale):
        return locale
    if locale:
        return _parsed(locale)
    return _parsed(translation.get_language() or "en", _country())


def time_of_day(locale: Locale) -> str:
    """How hours and minutes are written, as a pattern for Babel. A language that counts 24 hours by itself does so in
    every country: CLDR gives French in Tunisia an English AM and PM."""
    own, plain = (str(one.time_formats["short"].pattern) for one in (locale, _parsed(locale.language)))
    return plain if "a" in own and "a" not in plain else own


def digits(text: str, locale: Locale) -> str:
    """The same text with the digits that people of that locale read."""
    zero = _ZERO.get(locale.default_numbering_system)
    return text if zero is None else text.translate({ord("0") + i: zero + i for i in range(10)})


# In a text that is markup: what is not to be read.
_MARKUP = re.compile(r"<[^>]*>|&#?\w+;")


def spoken(text: object) -> str:
    """A whole sentence with every number in the digits of whoever reads now; tags and entities are left alone. Not for
    sentences that carry what people wrote: there the numbers of ours go in by the filter `number`."""
    locale, said = get(), str(text)
    if locale.default_numbering_system not in _ZERO:
        return said
    if not isinstance(said, SafeData):
        return digits(said, locale)
    parts = _MARKUP.split(said)
    kept = [*_MARKUP.findall(said), ""]
    return type(said)("".join(digits(part, locale) + tag for part, tag in zip(parts, kept, strict=True)))


# The same for a label or a help text that is made when the program starts, worked out when it is shown.
counted = lazy(spoken, str)


def percent_sign(locale: Locale) -> str:
    """The sign that goes with those digits."""
    return "٪" if locale.default_numbering_system in ("arab", "arabext") else "%"


def set_apart(text: str) -> str:
    """A name or a title as it stands inside a sentence: where lines run from the right, what is written the other way
    keeps its own order and its own full stops (Unicode's first-strong isolate)."""
    return f"\u2068{text}\u2069" if text and translation.get_language_bidi() else text

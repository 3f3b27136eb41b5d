"""The locale a person reads in: her language's names, separators and digits. Babel formats; the digits are
ours, since Babel leaves every number in Latin ones."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils import translation

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


@lru_cache(maxsize=256)
def _parsed(name: str) -> Locale:
    try:
        return Locale.parse(translation.to_locale(name))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def get(locale: str | Locale | None = None) -> Locale:
    """The Babel locale of a language code, or of the language now active; English for one nobody knows."""
    if isinstance(locale, Locale):
        return locale
    return _parsed(locale or translation.get_language() or "en")


def digits(text: str, locale: Locale) -> str:
    """The same text with the digits that people of that locale read."""
    zero = _ZERO.get(locale.default_numbering_system)
    return text if zero is None else text.translate({ord("0") + i: zero + i for i in range(10)})

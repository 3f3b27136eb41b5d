"""`{% load formats %}`: numbers, money, dates and lists as the reader writes them, in her language and time
zone."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel import dates, lists, numbers
from django import template
from django.utils import timezone

from kernel import amounts, clock, locales
from kernel.money import Money

register = template.Library()


@register.filter
def money(value: Money | None) -> str:
    return "" if value is None else amounts.format_money(value)


@register.filter
def money_short(value: Money | None) -> str:
    """Without decimals when they are all zero."""
    return "" if value is None else amounts.format_short(value)


@register.filter
def money_plain(value: Money | None) -> str:
    """The number alone, for an input's value."""
    return "" if value is None else amounts.format_plain(value)


@register.filter
def number(value: int | Decimal | None) -> str:
    if value is None or value == "":
        return ""
    locale = locales.get()
    return locales.digits(numbers.format_decimal(value, locale=locale, numbering_system="default"), locale)


@register.filter
def digits(value: Any) -> str:
    """A whole sentence of ours or of a library's, in the reader's digits: help texts, errors, sizes of files."""
    return "" if value is None else locales.spoken(value)


@register.filter
def apart(text: str) -> str:
    """A name or an address inside a sentence, which keeps its own direction."""
    return locales.set_apart(text)


@register.filter
def percent(bps: int | None) -> str:
    """Basis points as a percentage: 1250 is 12.5 %."""
    if bps is None or bps == "":
        return ""
    locale = locales.get()
    text = numbers.format_percent(
        Decimal(bps).scaleb(-4), locale=locale, decimal_quantization=False, numbering_system="default"
    )
    return locales.digits(text, locale).replace("%", locales.percent_sign(locale))


def _local(value: Any) -> Any:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def day(value: date | datetime | None, style: str = "medium") -> str:
    """`22 Nov 2026`; the argument is Babel's short, medium, long or full."""
    if not value:
        return ""
    locale = locales.get()
    return locales.digits(dates.format_date(_local(value), style, locale=locale), locale)


@register.filter
def month(value: str | None) -> str:
    """`November 2026`, of a month as it is kept: 2026-11."""
    if not value:
        return ""
    locale = locales.get()
    first = date.fromisoformat(f"{value}-01")
    return locales.digits(dates.format_skeleton("yMMMM", first, locale=locale), locale)


@register.filter
def moment(value: datetime | None, style: str = "medium") -> str:
    """Day and time of day in the reader's time zone, to the minute."""
    if not value:
        return ""
    locale = locales.get()
    local = _local(value)
    glue = locale.datetime_formats.get(style) or "{1} {0}"
    text = (
        str(glue)
        .replace("'", "")
        .format(
            dates.format_time(local, locales.time_of_day(locale), locale=locale),
            dates.format_date(local, style, locale=locale),
        )
    )
    return locales.digits(text, locale)


@register.filter
def ago(value: datetime | None, now: datetime | None = None) -> str:
    """`3 days ago`, `in 2 hours`: against the marketplace's clock."""
    if not value:
        return ""
    locale = locales.get()
    text = dates.format_timedelta(value - (now or clock.now()), add_direction=True, locale=locale)
    return locales.digits(text, locale)


@register.filter
def list_of(items: Iterable[Any] | None) -> str:
    """`a, b and c` as the language joins them."""
    return lists.format_list([str(item) for item in items or []], locale=locales.get())

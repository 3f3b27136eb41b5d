from datetime import datetime

from babel import dates
from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from kernel import locales
from marketplace.workroom import rich as texts

register = template.Library()


@register.filter
def rich(text: str) -> SafeString:
    """What somebody wrote, with a small part of Markdown."""
    return texts.rendered(text or "")


@register.filter
def clock_time(value: datetime) -> str:
    """The time of day alone, as the reader writes it."""
    locale = locales.get()
    return locales.digits(
        dates.format_time(timezone.localtime(value), locales.time_of_day(locale), locale=locale), locale
    )

"""Words about members for templates."""

import json

from babel import Locale
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.members.models import Member
from tenants import current

register = template.Library()

STEPS = {
    "headline": _("A headline under your name"),
    "bio": _("A few sentences about you"),
    "skills": _("At least three skills"),
    "rate": _("An hourly rate"),
    "country": _("Your country"),
    "portfolio": _("A piece in the portfolio"),
}


def _locale() -> Locale:
    return Locale.parse(get_language() or "en", sep="-")


@register.simple_tag
def profile_step(name: str) -> str:
    return str(STEPS[name])


@register.filter
def country(code: str) -> str:
    """A country's name in the reader's language."""
    return _locale().territories.get(code, code)


@register.filter
def language(code: str) -> str:
    """A language's name in the reader's language."""
    return _locale().languages.get(code, code)


def json_ld(facts: dict) -> SafeString:
    """Structured data for search engines: data, never run; `<` is escaped so that nothing ends the element."""
    text = json.dumps({"@context": "https://schema.org", **facts}, ensure_ascii=False)
    escaped = text.replace("<", "\\u003C").replace(">", "\\u003E").replace("&", "\\u0026")
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(escaped))  # noqa: S308


@register.simple_tag
def profile_page(member: Member) -> SafeString:
    base = current.get().base_url
    person = {"@type": "Person", "name": member.name, "url": base + member.get_absolute_url()}
    if member.headline:
        person["jobTitle"] = member.headline
    return json_ld({"@type": "ProfilePage", "mainEntity": person})

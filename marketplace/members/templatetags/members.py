"""Words about members for templates."""

import json

from babel import Locale
from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.members.models import Member
from tenants import current
from theming import brand

register = template.Library()

# What makes a profile whole, and the page where one adds it.
STEPS = {
    "headline": (_("A headline under your name"), "members:face"),
    "bio": (_("A few sentences about you"), "members:face"),
    "skills": (_("At least three skills"), "members:craft"),
    "rate": (_("An hourly rate"), "members:craft"),
    "country": (_("Your country"), "members:face"),
    "portfolio": (_("A piece in the portfolio"), "members:portfolio"),
}


def _locale() -> Locale:
    return Locale.parse(get_language() or "en", sep="-")


@register.simple_tag
def profile_step(name: str) -> str:
    return str(STEPS[name][0])


@register.simple_tag
def profile_page_of(name: str) -> str:
    """Where this step of a profile is taken."""
    return reverse(STEPS[name][1])


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


@register.simple_tag
def organization() -> SafeString:
    """Whose site it is."""
    facts, look = current.get(), brand.current()
    told = {"@type": "Organization", "name": facts.name, "url": facts.base_url}
    if look.logo_url:
        told["logo"] = facts.base_url + look.logo_url
    if about := str(look.words.description or look.tagline):
        told["description"] = about
    return json_ld(told)


@register.simple_tag
def breadcrumbs(*names_and_paths: str) -> SafeString:
    """`{% breadcrumbs "Find work" "/jobs/" job.title job.get_absolute_url %}`: the way to this page."""
    base, way = current.get().base_url, list(names_and_paths)
    steps = [
        {"@type": "ListItem", "position": place, "name": str(name), "item": base + path}
        for place, (name, path) in enumerate(zip(way[::2], way[1::2], strict=True), start=1)
    ]
    return json_ld({"@type": "BreadcrumbList", "itemListElement": steps})

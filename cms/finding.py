"""How a marketplace is found: `robots.txt` and `sitemap.xml`. On trial and with test money it is not live yet."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from billing.payments import queries as payments
from cms.models import BrandedPage
from marketplace.jobs import queries as jobs
from marketplace.members import queries as members
from tenants import current

MOST = 10_000  # addresses of one kind; the format allows 50,000 in all
CLOSED_TO_SEARCH = ("/manage/", "/accounts/", "/settings/", "/messages/", "/pay/", "/language/")


def is_live() -> bool:
    """Whether search engines may list it: not while it is tried out with test money, nor once it is shut. In a demo
    there is no other money, and the tools that judge pages must find them as they will stand."""
    facts = current.get()
    if facts.is_on_trial:
        return payments.gateway_in_use() != "sandbox" or settings.ENVIRONMENT == "demo"
    return not facts.is_shut


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Pages for everybody are open to search engines, once the marketplace is live."""
    shut = CLOSED_TO_SEARCH if is_live() else ("/",)
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in shut), f"Sitemap: {current.get().base_url}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that anybody may open, with the day it last changed; a page's other languages beside it."""
    rows = list(_rows()) if is_live() else []
    return HttpResponse(render_to_string("cms/sitemap.xml", {"rows": rows}), content_type="application/xml")


def _rows() -> Iterator[dict[str, Any]]:
    base = current.get().base_url
    yield from _pages()
    for name in ("jobs:list", "members:talent"):
        yield {"url": base + reverse(name)}
    for job in jobs.public()[:MOST]:
        yield {"url": base + job.get_absolute_url(), "at": job.posted_at}
    for profile in members.listed().order_by("pk")[:MOST]:
        yield {"url": base + profile.member.get_absolute_url()}


def _pages() -> Iterator[dict[str, Any]]:
    pages = Page.objects.live().public().type(BrandedPage).specific().order_by("path")
    locales = Locale.objects.in_bulk()  # a page of its own kind would ask for its one by one
    told = []
    for page in pages[:MOST]:
        page.locale = locales[page.locale_id]
        told.append((page, page.get_full_url(), page.last_published_at))
    sisters: dict[Any, list[tuple[str, str]]] = {}
    for page, url, _at in told:
        sisters.setdefault(page.translation_key, []).append((page.locale.language_code, url))
    for page, url, at in told:
        others = sisters[page.translation_key]
        yield _row(url, at, others if len(others) > 1 else [])


def _row(url: str, at: datetime | None, others: list[tuple[str, str]]) -> dict[str, Any]:
    return {"url": url, "at": at, "others": others}

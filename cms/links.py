"""The links to an owner's pages at the end of every page: help and the like, and legal ones."""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import get_language

from cms.models import ContentPage
from tenants import current
from theming.navigation import Item

KEY = "cms.links"
LASTS = 300  # seconds; forgotten as soon as a page is published, moved or deleted


def footer(request: HttpRequest) -> list[Item]:
    return _of(ContentPage.Kind.HELP) + _of(ContentPage.Kind.ABOUT)


def legal(request: HttpRequest) -> list[Item]:
    return _of(ContentPage.Kind.LEGAL)


def forget() -> None:
    """After a page changed: the next request reads the links anew."""
    for language in current.get().languages:
        current.kept().pop(f"{KEY}.{language}", None)
        cache.delete(f"{KEY}.{language}")


def _of(kind: str) -> list[Item]:
    return [
        Item(key=f"page-{slug}", label=title, url=url, order=place)
        for place, (title, url, slug, page_kind) in enumerate(_all())
        if page_kind == kind
    ]


def _all() -> list[tuple[str, str, str, str]]:
    """(title, address, slug, kind) of every page shown in menus, in the language that is read. One cache read."""
    facts = current.get()
    if facts.is_public:
        return []
    language = get_language() or facts.language
    key = f"{KEY}.{language}"
    visit = current.kept()
    if key not in visit:
        visit[key] = _kept(key, language)
    return visit[key]


def _kept(key: str, language: str) -> list[tuple[str, str, str, str]]:
    found: list[tuple[str, str, str, str]] | None = cache.get(key)
    if found is None:
        shown = ContentPage.objects.live().in_menu().filter(locale__language_code=language)
        pages = shown.select_related("locale").order_by("path")  # an address begins with its language
        found = [(page.title, page.url or "/", page.slug, page.kind) for page in pages]
        cache.set(key, found, LASTS)
    return found

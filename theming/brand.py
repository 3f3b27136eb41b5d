"""The look of the marketplace we are serving: `brand.current()`.

The public host and a marketplace without a saved brand show the default look.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.cache import cache

from tenants import current as tenancy
from theming import art, scheme, stylesheet, tokens, words

CACHE_KEY = "theming.look"
KEPT = 60  # seconds: a page that read the old row just before a change may keep it no longer
_tried: ContextVar["Look | None"] = ContextVar("tried", default=None)


@dataclass(frozen=True)
class Look:
    """What templates need of a brand; plain values, so that it can be cached."""

    name: str
    tokens: dict[str, str]
    digest: str
    logo_url: str = ""
    logo_dark_url: str = ""
    favicon_url: str = ""
    share_image_url: str = ""
    unsaved: bool = False
    texts: dict[str, Any] = field(default_factory=dict)
    language: str = ""

    @property
    def cover(self) -> str:
        return self.tokens["cover"]

    @property
    def colours(self) -> dict[str, str]:
        """The page's ground in both schemes, for what colours the browser's own frame."""
        return {
            "light": scheme.derive(self.tokens, dark=False)["surface"],
            "dark": scheme.derive(self.tokens, dark=True)["surface"],
        }

    @property
    def words(self) -> "Words":
        """The owner's short texts, in the language that is read: `brand.words.tagline`."""
        return Words(self)

    @property
    def tagline(self) -> Any:
        return words.said(self.texts, "tagline", self.language)


class Words:
    """Each of theming.words.WORDS as an attribute."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def __getattr__(self, name: str) -> Any:
        if name not in words.WORDS:
            raise AttributeError(name)
        return words.said(self._look.texts, name, self._look.language)


def current() -> Look:
    """The look of this marketplace, or the one being tried on. One cache read a visit; no query once it is warm."""
    tried = _tried.get()
    if tried is not None:
        return tried
    visit = tenancy.kept()
    if CACHE_KEY not in visit:
        facts = tenancy.get()
        saved = {} if facts.is_public else _saved()
        visit[CACHE_KEY] = look(facts.name or settings.PUBLIC_NAME, saved, facts.language)
    found: Look = visit[CACHE_KEY]
    return found


def _saved() -> dict[str, Any]:
    saved: dict[str, Any] | None = cache.get(CACHE_KEY)
    if saved is None:
        saved = _stored()
        cache.set(CACHE_KEY, saved, KEPT)
    return saved


@contextmanager
def tried_on(shown: Look) -> Iterator[None]:
    """Pages rendered inside show a look that nobody saved: for the gallery and for previews. Render inside, whole."""
    token = _tried.set(shown)
    try:
        yield
    finally:
        _tried.reset(token)


def look(name: str, saved: dict[str, Any], language: str = "") -> Look:
    """A look from what was saved of it; `language` is the main one of the marketplace."""
    chosen = tokens.lenient(saved.get("tokens") or {})
    more = {key: value for key, value in saved.items() if key not in ("tokens", "tagline", "texts")}
    texts = {"tagline": saved.get("tagline", ""), **(saved.get("texts") or {})}
    return Look(name=name, tokens=chosen, digest=stylesheet.digest(chosen), texts=texts, language=language, **more)


def palette() -> art.Palette:
    return art.palette_of(current().tokens)


def forget() -> None:
    """After a brand was saved: the next page shows it."""
    tenancy.kept().pop(CACHE_KEY, None)
    cache.delete(CACHE_KEY)


def _stored() -> dict[str, Any]:
    from theming import models

    row = models.Brand.objects.order_by("pk").first()
    return row.as_saved() if row else {}

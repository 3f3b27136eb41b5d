"""Stylesheets, behaviours and pictures, each under an address that never changes its answer."""

import json
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_safe

from theming import art, brand, bundle, stylesheet, tokens, urls_of

IMMUTABLE = "public, max-age=31536000, immutable"
BRIEF = "public, max-age=300"


def _answer(text: str | bytes, kind: str, *, lasting: bool = True) -> HttpResponse:
    answer = HttpResponse(text, content_type=kind)
    answer["Cache-Control"] = IMMUTABLE if lasting else BRIEF
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _packed(request: HttpRequest, joined: bundle.Bundle, kind: str, asked: str) -> HttpResponse:
    """A page cached from before an update asks for an older hash: it gets today's file, but not for ever."""
    squeezed = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = _answer(joined.packed if squeezed else joined.text, kind, lasting=asked == joined.digest)
    if squeezed:
        answer["Content-Encoding"] = "gzip"
    answer["Vary"] = "Accept-Encoding"
    return answer


@require_safe
def base_css(request: HttpRequest, digest: str) -> HttpResponse:
    return _packed(request, bundle.css(), "text/css; charset=utf-8", digest)


@require_safe
def base_js(request: HttpRequest, digest: str) -> HttpResponse:
    return _packed(request, bundle.js(), "text/javascript; charset=utf-8", digest)


@require_safe
def brand_css(request: HttpRequest, digest: str) -> HttpResponse:
    look = brand.current()
    return _answer(stylesheet.render(look.tokens), "text/css; charset=utf-8", lasting=digest == look.digest)


@require_safe
def console_css(request: HttpRequest, digest: str) -> HttpResponse:
    look = brand.current()
    return _answer(stylesheet.render_console(look.tokens), "text/css; charset=utf-8", lasting=digest == look.digest)


@require_safe
def preview_css(request: HttpRequest) -> HttpResponse:
    """`?primary=%23…&type=serif`: the stylesheet of tokens that nobody saved; what is not allowed is left out."""
    return _answer(stylesheet.render(tokens.lenient(request.GET.dict())), "text/css; charset=utf-8")


PICTURES: dict[str, Callable[..., str]] = {
    "cover": art.cover,
    "illustration": art.illustration,
    "avatar": art.avatar_picture,
}


@require_safe
def picture(request: HttpRequest, kind: str, seed: str) -> HttpResponse:
    """Drawn from its address alone; an address without colours shows the brand of today, for five minutes."""
    if kind not in PICTURES:
        raise Http404
    colours = urls_of.colours_of(request.GET.get("c", ""))
    look = brand.current()
    palette = art.palette_of(colours or look.tokens)
    drawn = PICTURES[kind](seed, request.GET.get("m") or look.cover, palette)
    return _answer(drawn, "image/svg+xml", lasting=colours is not None)


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    drawn = art.mark(brand.current().name, brand.palette(), standalone=True)
    return _answer(drawn, "image/svg+xml", lasting=False)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the marketplace among its apps: in its own name and colours."""
    look = brand.current()
    icons = [{"src": reverse("theming:icon"), "sizes": "any", "type": "image/svg+xml"}]
    if look.favicon_url:
        icons.append({"src": look.favicon_url, "sizes": "512x512", "type": "image/png"})
    language = get_language() or look.language
    told = {"name": look.name, "short_name": look.name[:30], "description": str(look.words.description or look.tagline),
            "lang": language, "dir": "rtl" if get_language_bidi() else "ltr", "start_url": "/", "scope": "/",
            "display": "standalone", "background_color": look.colours["light"], "theme_color": look.colours["light"],
            "icons": icons}  # fmt: skip
    text = json.dumps(told, ensure_ascii=False)
    answer = _answer(text, "application/manifest+json; charset=utf-8", lasting=False)
    answer["Vary"] = "Accept-Language, Cookie"
    return answer

"""Stylesheets, behaviours and pictures, each under an address that never changes its answer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from theming import art, brand, bundle, stylesheet, tokens

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
def preview_css(request: HttpRequest) -> HttpResponse:
    """`?primary=%23…&type=serif`: the stylesheet of tokens that nobody saved; what is not allowed is left out."""
    return _answer(stylesheet.render(tokens.lenient(request.GET.dict())), "text/css; charset=utf-8")


@require_safe
def picture(request: HttpRequest, kind: str, seed: str) -> HttpResponse:
    look = brand.current()
    motif = request.GET.get("m") or look.cover
    drawn = {"cover": art.cover, "illustration": lambda seed, motif, palette: art.illustration(motif, seed, palette)}
    if kind not in drawn:
        raise Http404
    lasting = request.GET.get("v") == look.digest
    return _answer(drawn[kind](seed, motif, brand.palette()), "image/svg+xml", lasting=lasting)


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    drawn = art.mark(brand.current().name, brand.palette(), standalone=True)
    return _answer(drawn, "image/svg+xml", lasting=False)

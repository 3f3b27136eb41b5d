"""The live preview and the examples: real templates in a look that is not saved anywhere yet."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from kernel import clock
from launch import drawing, examples, holding, sheet, sketch


@never_cache
@require_safe
@xframe_options_sameorigin
def page(request: HttpRequest, kind: str) -> HttpResponse:
    """The home page or a job page of the marketplace that is being signed up."""
    draft = holding.held(request)
    if draft is None or kind not in drawing.KINDS:
        raise Http404
    return HttpResponse(drawing.page(request, sketch.of(draft), kind, at=clock.now()))


@require_safe
@cache_control(private=True, max_age=3600)
def logo(request: HttpRequest) -> HttpResponse:
    draft = holding.held(request)
    if draft is None or not draft.logo:
        raise Http404
    return HttpResponse(bytes(draft.logo), content_type=draft.logo_type)


@require_safe
@xframe_options_sameorigin
def example(request: HttpRequest, slug: str, kind: str = "home") -> HttpResponse:
    """A whole marketplace of one trade, to walk into from the front page."""
    shown = examples.find(slug)
    if shown is None or kind not in drawing.KINDS:
        raise Http404
    return HttpResponse(drawing.page(request, shown, kind, at=clock.now(), example=slug))


@require_safe
@cache_control(public=True, max_age=31536000, immutable=True)
def site_css(request: HttpRequest, digest: str) -> HttpResponse:
    """Colours and components of the public site."""
    return HttpResponse(sheet.css(), content_type="text/css; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=31536000, immutable=True)
def looks_css(request: HttpRequest, digest: str) -> HttpResponse:
    """All looks of the front page in one sheet, each under its own class."""
    return HttpResponse(examples.looks_css(), content_type="text/css; charset=utf-8")

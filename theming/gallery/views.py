"""Every component with its variants, in any look: `/gallery/?look=<preset>` or the tokens themselves."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from theming import brand, presets
from theming.gallery import specimens

LAYOUTS = ("marketplace", "workroom", "public", "wizard", "plain", "print")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return _shown(request, "theming/gallery/index.html")


@require_safe
def page(request: HttpRequest, layout: str) -> HttpResponse:
    if layout not in LAYOUTS:
        raise Http404
    return _shown(request, f"theming/gallery/page_{layout}.html")


def _shown(request: HttpRequest, template: str) -> HttpResponse:
    """In the look that was asked for, or in that of the host."""
    name = request.GET.get("look", "")
    here = brand.current()
    chosen = presets.PRESETS.get(name)
    shown = brand.look(here.name, {"tokens": chosen, "unsaved": True}) if chosen else here
    with brand.tried_on(shown):
        return render(request, template, {**specimens.everything(request), "look": name, "layouts": LAYOUTS})

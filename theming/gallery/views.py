"""Every component with its variants, in any look: `/gallery/?look=<preset>` or the tokens themselves."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from theming import brand, presets
from theming.gallery import specimens

LAYOUTS = ("marketplace", "workroom", "public", "wizard", "plain", "print")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return shown(request, brand.current())


@require_safe
def page(request: HttpRequest, layout: str) -> HttpResponse:
    return shown(request, brand.current(), layout)


def shown(request: HttpRequest, here: brand.Look, layout: str = "") -> HttpResponse:
    """The gallery, or one of its layouts, in the look that was asked for, or in `here`: also for the consoles, which
    show it in the brand of a marketplace."""
    if layout and layout not in LAYOUTS:
        raise Http404
    template = f"theming/gallery/page_{layout}.html" if layout else "theming/gallery/index.html"
    name = request.GET.get("look", "")
    chosen = presets.PRESETS.get(name)
    look = brand.look(here.name, {"tokens": chosen, "unsaved": True}) if chosen else here
    with brand.tried_on(look):
        return render(request, template, {**specimens.everything(request), "look": name, "layouts": LAYOUTS})

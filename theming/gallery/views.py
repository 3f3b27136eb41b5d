"""Every component with its variants, in any look: `/gallery/?look=<preset>` or the tokens themselves."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kernel.money import Money
from theming import presets, tokens
from theming.gallery import specimens

LAYOUTS = ("marketplace", "workroom", "public", "wizard", "plain", "print")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "theming/gallery/index.html", _shown(request))


@require_safe
def page(request: HttpRequest, layout: str) -> HttpResponse:
    if layout not in LAYOUTS:
        raise Http404
    return render(request, f"theming/gallery/page_{layout}.html", _shown(request))


def _shown(request: HttpRequest) -> dict[str, object]:
    return {
        "presets": list(presets.PRESETS),
        "look": request.GET.get("look", ""),
        "motifs": tokens.MOTIFS,
        "layouts": LAYOUTS,
        "filled": specimens.filled(),
        "empty_form": specimens.empty(),
        "months": specimens.months(),
        "money": {"gross": Money(50_000, "USD"), "fee": Money(10_000, "USD"), "net": Money(40_000, "USD")},
        "pages": Paginator(range(95), 10).get_page(request.GET.get("page", 4)),
        "people": ["Amara Okafor", "Jonas Weber", "Mei Tanaka", "Layla Haddad", "Tomás Rivera", "Ines Moreau"],
        "tones": ["neutral", "info", "good", "warn", "bad", "primary", "accent"],
    }

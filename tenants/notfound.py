"""Pages for a host we serve nobody under: no marketplace's brand, not the operator's name, no cookie."""

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation

_OVERLOAD_RETRY = 5  # seconds


def page(request: HttpRequest) -> HttpResponse:
    """The 404 of a host that leads nowhere, in the visitor's language."""
    with translation.override(translation.get_language_from_request(request)):
        return plain("tenants/unknown_host.html", status=404)


def plain(template: str, *, status: int) -> HttpResponse:
    """A page that needs nothing of a marketplace: no context processors, no session."""
    text = loader.render_to_string(
        template, {"language": translation.get_language(), "right_to_left": translation.get_language_bidi()}
    )
    return HttpResponse(text, status=status, headers={"Cache-Control": "no-store"})


def overloaded() -> HttpResponse:
    """The database does not answer, or has no connection to spare: 503, and when to ask again."""
    return later(_OVERLOAD_RETRY)


def later(seconds: int) -> HttpResponse:
    answer = plain("tenants/later.html", status=503)
    answer["Retry-After"] = str(seconds)
    return answer

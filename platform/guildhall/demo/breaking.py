"""`/errors/<kind>/` of a demo: the page that a visitor gets when something is not there, not allowed or broken.

The error itself happens: the page comes out of the handler that a real one would reach. Not there in production.
"""

from collections.abc import Callable
from typing import NoReturn

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tenants import notfound
from theming import errors


class Broken(RuntimeError):
    """What `/errors/500/` raises."""


def _raising(error: Exception) -> Callable[[HttpRequest], NoReturn]:
    def raises(_request: HttpRequest) -> NoReturn:
        raise error

    return raises


def _starting(_request: HttpRequest) -> HttpResponse:
    answer = notfound.plain("tenants/later.html", status=503)
    answer._csp_exempt = True  # type: ignore[attr-defined] # the real one is given before the policy's middleware
    return answer


KINDS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "400": _raising(SuspiciousOperation("as asked for")),
    "403": _raising(PermissionDenied()),
    "404": _raising(Http404()),
    "500": _raising(Broken("as asked for")),
    "503": _starting,
    "away": errors.away,
    "form": errors.stale_form,
    "paused": errors.shut,
}


@never_cache
@require_safe
def error(request: HttpRequest, kind: str) -> HttpResponse:
    if not settings.DEMO or kind not in KINDS:
        raise Http404
    return KINDS[kind](request)


app_name = "errors"
urlpatterns = [path("errors/<slug:kind>/", error, name="error")]

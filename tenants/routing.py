"""Which marketplace is this request for? The first middleware; everything behind it runs in that schema.

Health checks are answered before anything is looked up. A host nobody owns gets a page that names nobody. Wagtail's
preview runs the middleware again with a request of its own making: it stays in the marketplace it is in.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import Any

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import set_urlconf

from tenants import finding, hosts, notfound, readiness, scope, states
from tenants.models import Tenant

Next = Callable[[HttpRequest], HttpResponseBase]
ShutPage = Callable[[HttpRequest, Tenant], HttpResponseBase | None]
_BUILDING_RETRY = 2  # seconds
_UPGRADE_RETRY = 30
log = logging.getLogger(__name__)
_shut_pages: list[ShutPage] = []


def on_shut(page: ShutPage) -> None:
    """Say what a suspended or closed marketplace answers. `page(request, tenant)` runs in its schema and returns a
    response, or None to serve as always: what members are owed (release, payout, dispute, export) must go on."""
    if page not in _shut_pages:
        _shut_pages.append(page)


class TenantMiddleware:
    """Sets `request.tenant` (a Tenant, or None on the public host) and the schema; takes both back afterwards."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info in _HEALTH:
            return _HEALTH[request.path_info]()
        if getattr(request, "is_dummy", False):
            return self._preview(request)
        try:
            host = hosts.normalise(request.META.get("HTTP_HOST") or request.META.get("SERVER_NAME", ""))
        except hosts.BadHost:
            return notfound.page(request)
        if host == settings.PUBLIC_HOST:
            return self._public(request)
        return self._marketplace(request, host)

    def _preview(self, request: HttpRequest) -> HttpResponseBase:
        request.tenant = connection.tenant  # type: ignore[attr-defined]
        return self.get_response(request)

    def _public(self, request: HttpRequest) -> HttpResponseBase:
        request.tenant = None  # type: ignore[attr-defined]
        request.urlconf = settings.PUBLIC_SCHEMA_URLCONF
        return self._serve(request, scope.public_scope)

    def _marketplace(self, request: HttpRequest, host: str) -> HttpResponseBase:
        try:
            found = finding.by_host(host, afresh=settings.SESSION_COOKIE_NAME in request.COOKIES)
        except OperationalError:
            log.exception("The database does not answer")
            return notfound.overloaded()
        if found is None or found.tenant.state == states.PURGED:
            return notfound.page(request)
        tenant = found.tenant
        if not found.is_primary or hosts.has_www(request.META.get("HTTP_HOST", "")):
            return _move(request, tenant)
        if tenant.state not in states.SERVED:
            return notfound.later(_BUILDING_RETRY)
        if not readiness.is_ready(tenant):
            return notfound.later(_UPGRADE_RETRY)
        request.tenant = tenant  # type: ignore[attr-defined]
        request.urlconf = settings.ROOT_URLCONF
        return self._serve(request, lambda: scope.tenant_scope(tenant))

    def _serve(self, request: HttpRequest, enter: Callable[[], AbstractContextManager[Any]]) -> HttpResponseBase:
        set_urlconf(request.urlconf)
        with enter():
            response = _shut(request) or self.get_response(request)
        if getattr(response, "streaming", False):
            response.streaming_content = _within(enter, response.streaming_content)  # type: ignore[attr-defined]
        return response


def _shut(request: HttpRequest) -> HttpResponseBase | None:
    tenant = request.tenant  # type: ignore[attr-defined]
    if tenant is None or tenant.state not in states.SHUT:
        return None
    return next((page for show in _shut_pages if (page := show(request, tenant)) is not None), None)


def _move(request: HttpRequest, tenant: Tenant) -> HttpResponseBase:
    """The marketplace lives under its main host; the method is kept, so that a form sent to the old one arrives."""
    from tenants import current

    target = current.base_url(tenant.host or "") + request.get_full_path()
    answer = HttpResponsePermanentRedirect(target)
    answer.status_code = 301 if request.method in ("GET", "HEAD") else 308
    return answer


def _within(enter: Callable[[], AbstractContextManager[Any]], chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Each chunk of a streamed answer is made in the schema that the request was served in."""
    source = iter(chunks)
    while True:
        with ExitStack() as stack:
            stack.enter_context(enter())
            chunk = next(source, None)
        if chunk is None:
            return
        yield chunk


def _alive() -> HttpResponse:
    return HttpResponse("alive", content_type="text/plain")


def _ready() -> HttpResponse:
    """Whether the database answers and this version's template stands. Names no marketplace."""
    try:
        ready = readiness.template_stands()
    except DatabaseError:
        ready = False
    return HttpResponse("ready" if ready else "not ready", status=200 if ready else 503, content_type="text/plain")


_HEALTH: dict[str, Callable[[], HttpResponse]] = {"/livez": _alive, "/readyz": _ready}

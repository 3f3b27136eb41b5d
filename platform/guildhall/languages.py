"""In which language a person reads: what she chose, else what her browser asks for, else the marketplace's own.

Only languages that the marketplace speaks are ever active; the choice is kept with the person and, for who is not
signed in, in a cookie of this host.
"""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_POST

from accounts import actions as accounts
from kernel import clock
from kernel.actors import Actor
from tenants import current


class LanguageMiddleware:
    """Activates language and time zone for the request. Needs request.user and a resolved tenant."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        facts = current.get()
        language = chosen(request, facts.languages)
        request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
        user = getattr(request, "user", None)
        zone = ZoneInfo(getattr(user, "time_zone", "") or facts.time_zone)
        with translation.override(language), timezone.override(zone), clock.read_once():
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def chosen(request: HttpRequest, spoken: tuple[str, ...]) -> str:
    """The language for this request, always one of `spoken`."""
    user = getattr(request, "user", None)
    for wish in (getattr(user, "language", ""), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")):
        if wish in spoken:
            return wish
    for wish, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        for language in spoken:
            if wish == language or wish.startswith(f"{language}-"):
                return language
    return spoken[0] if spoken else settings.LANGUAGE_CODE


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """`POST /language/` with `language` and `next`: read on in that language."""
    language, target = request.POST.get("language", ""), _neutral(request.POST.get("next", "/"))
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = HttpResponseRedirect(target)
    if language in current.get().languages:
        _remember(response, language)
        if request.user.is_authenticated:
            actor = Actor.of(request.user)
            accounts.choose_language(user=request.user, language=language, actor=actor, at=clock.now())
    return response


def _neutral(target: str) -> str:
    """The address without the language it may begin with, `/ar/help/`: it names a page in the other language."""
    first, slash, rest = target.removeprefix("/").partition("/")
    return f"/{rest}" if slash and first in current.get().languages else target


def _remember(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


app_name = "languages"
urlpatterns = [path("language/", choose, name="choose")]

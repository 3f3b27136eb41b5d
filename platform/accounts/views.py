"""Pages about one's own account that allauth does not have, and the demo's letterbox."""

from allauth.account import utils as allauth
from allauth.account.internal.flows import login
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from accounts import handover as handovers
from accounts import outbox, queries
from kernel import clock, errors


@login_required
@never_cache
@require_GET
def security(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/security.html", {"safety": queries.safety(request.user)})  # type: ignore[arg-type]


@never_cache
@require_GET
def handover(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in with a link from the public site; a second factor is asked for as at any other door."""
    try:
        user, next_path = handovers.redeem(token=token, at=clock.real())
    except errors.Refused as refusal:
        return render(request, "accounts/link_void.html", {"refusal": refusal}, status=410)
    if handovers.knows_password(token):
        login.record_authentication(request, user, method="password")
    response = allauth.perform_login(request, user, email_verification="none", redirect_url=next_path)
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_GET
def console_sign_in(request: HttpRequest) -> HttpResponse:
    """The console has no door of its own: its sign-in would not ask for the second factor."""
    target = request.GET.get("next") or reverse("wagtailadmin_home")
    return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")


@never_cache
@require_GET
def outbox_list(request: HttpRequest) -> HttpResponse:
    _demo_only()
    return render(request, "accounts/outbox.html", {"letters": outbox.letters()})


@never_cache
@require_GET
def outbox_letter(request: HttpRequest, number: int) -> HttpResponse:
    return render(request, "accounts/outbox_letter.html", {"letter": _letter(number)})


@never_cache
@require_GET
@xframe_options_sameorigin
def outbox_page(request: HttpRequest, number: int) -> HttpResponse:
    """The HTML part as a mail program shows it: no script, no form, links open beside the demo."""
    response = HttpResponse(_letter(number)["html"])
    response["Content-Security-Policy"] = (
        "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
    )
    # A browser shows nothing at all of a sandboxed page by itself that asks to be alone in its window.
    response["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return response


def _letter(number: int) -> dict[str, object]:
    _demo_only()
    found = outbox.letter(number)
    if found is None:
        raise Http404
    return found


def _demo_only() -> None:
    if not settings.DEMO:
        raise Http404

"""Who may enter the operator's console: staff of the public host, signed in like everybody else, second factor and all.

Whoever is not signed in is asked to; for anybody else there is nothing here.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kernel.actors import Actor

View = Callable[..., HttpResponse]


def operators_only(view: View) -> View:
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        if not request.user.is_staff:
            raise Http404
        if settings.OPERATORS_NEED_SECOND_FACTOR and not _has_passed_second_factor(request):
            messages.error(request, _("Please sign in with a second factor or a passkey: the console asks for it."))
            return redirect("accounts:security")
        return view(request, *args, **kwargs)

    return guarded


def actor_of(request: HttpRequest) -> Actor:
    """The operator's person, as the history shows her."""
    return Actor("operator", request.user.pk, request.user.get_full_name())  # type: ignore[union-attr]


def _has_passed_second_factor(request: HttpRequest) -> bool:
    """Whether this very session was opened with a second factor or a passkey, as allauth wrote it down."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))

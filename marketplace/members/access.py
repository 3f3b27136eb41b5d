"""Doors for views: who has to be signed in, settled, and not shut out."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from marketplace.members import queries, states
from marketplace.members.models import Member

View = Callable[..., HttpResponseBase]


class SignedInRequest(HttpRequest):
    """What a view gets behind `login_required`: somebody asks."""

    user: User


class MemberRequest(SignedInRequest):
    """What a view gets behind `signed_in` and `settled`."""

    member: Member


def member_of(request: HttpRequest) -> Member | None:
    """The member who asks, None for a visitor; one query a request."""
    if not request.user.is_authenticated:
        return None
    if not hasattr(request, "_member"):
        request._member = queries.of(request.user)  # type: ignore[attr-defined]
    return request._member  # type: ignore[attr-defined,no-any-return]


def signed_in(view: View) -> View:
    """Members only, as `request.member`; a visitor signs in and comes back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        member = member_of(request)
        if member is None:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        known = cast(MemberRequest, request)
        known.member = member
        return view(known, *args, **kwargs)

    return guarded


def settled(view: View) -> View:
    """Members who have said what they came for; others are asked first and come back. Who is shut out is told so."""

    @wraps(view)
    @signed_in
    def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        member = request.member
        if not member.is_settled:
            return redirect(f"{reverse('members:face')}?{urlencode({'next': request.get_full_path()})}")
        if member.state == states.SUSPENDED and request.method == "POST":
            messages.error(request, _("Your membership is suspended. Running contracts go on; nothing new can begin."))
            return redirect("members:settings")
        return view(request, *args, **kwargs)

    return guarded

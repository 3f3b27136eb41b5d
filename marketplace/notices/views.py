"""A member's news: the list, the number, and how she wants to hear of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kernel import clock, locales
from kernel.actors import Actor
from marketplace.notices import actions, live, queries

PER_PAGE = 30


@login_required(login_url="account_login")
def notices(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.visible_to(request.user), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(notice, queries.spoken(notice)) for notice in page]
    return render(request, "notices/list.html", {"page": page, "rows": rows, "unread": queries.unread(request.user)})


@require_POST
@login_required(login_url="account_login")
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(queries.visible_to(request.user), pk=pk)
    actions.read(notice=notice, actor=Actor.of(request.user), at=clock.now())
    if url_has_allowed_host_and_scheme(notice.url, {request.get_host()}):
        return redirect(notice.url)
    return redirect("notices:list")


@require_POST
@login_required(login_url="account_login")
def reading(request: HttpRequest) -> HttpResponse:
    member = queries.member_of(request.user)
    if member is not None:
        actions.read_all(member=member, actor=Actor.of(request.user), at=clock.now())
    return redirect("notices:list")


def count(request: HttpRequest) -> HttpResponse:
    """The number for the header, and the ticket with which a page listens for the next; for polling too."""
    member = queries.member_of(request.user)
    unread = queries.unread(request.user)
    told = {
        "unread": unread,
        "shown": locales.spoken(unread if unread < 100 else "99+"),
        "spoken": ngettext("%(count)s unread", "%(count)s unread", unread) % {"count": locales.spoken(unread)}
        if unread
        else "",
        "ticket": live.ticket(member.pk, host=request.get_host()) if member else "",
    }
    return JsonResponse(told, headers={"Cache-Control": "no-store"})


@login_required(login_url="account_login")
def preferences(request: HttpRequest) -> HttpResponse:
    member = queries.member_of(request.user)
    if member is None:
        return redirect(f"/settings/profile/?next={reverse('notices:preferences')}")
    if request.method == "POST":
        actions.prefer(
            member=member,
            in_app=",".join(request.POST.getlist("in_app")).split(","),
            by_email=",".join(request.POST.getlist("by_email")).split(","),
            kinds=queries.known_kinds(),
            actor=Actor.of(request.user),
            at=clock.now(),
        )
        messages.success(request, _("Your choice is saved."))
        return redirect("notices:preferences")
    return render(request, "notices/preferences.html", {"groups": queries.ways(member.pk)})

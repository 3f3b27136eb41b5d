"""Bank transfers and failed refunds in the owner's console, for her and her finance staff."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from console import refunds, transfers
from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.moves import Role
from marketplace.members import queries

MAY = {Role.OWNER, Role.FINANCE}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def page(request: HttpRequest) -> HttpResponse:
    """What is waited for and what is to be sent. Asks for a recent sign-in: whoever confirms here moves money."""
    _demand_finance(request)
    refusal = None
    if request.method == "POST":
        sent = transfers.find(request.POST)
        try:
            messages.success(request, transfers.do(sent, actor=Actor.of(request.user), at=clock.now()))
            return redirect("console_transfers")
        except Refused as refused:
            refusal = sent.refused(refused)
    told = transfers.tables(refusal, at=clock.now()) | {"refusal": refusal}
    return render(request, "console/owner/transfers.html", told, status=422 if refusal else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def failed_refunds(request: HttpRequest) -> HttpResponse:
    """Refunds that did not get through. Asks for a recent sign-in: whoever answers here moves money."""
    _demand_finance(request)
    refusal = ""
    if request.method == "POST":
        row, verb = refunds.find(request.POST), request.POST.get("verb", "")
        try:
            messages.success(request, refunds.do(verb, row, actor=Actor.of(request.user), at=clock.now()))
            return redirect("console_refunds")
        except Refused as refused:
            refusal = str(refused)
    told = {"lines": refunds.failed(), "refusal": refusal}
    return render(request, "console/owner/refunds.html", told, status=422 if refusal else 200)


def _demand_finance(request: HttpRequest) -> None:
    if not MAY & queries.staff_roles(request.user):
        raise Http404

"""The owner's settings in her own console: time limits, time zone, payments."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from console import rules
from kernel import clock
from kernel.actors import Actor
from kernel.moves import Role
from marketplace.members import queries


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def limits(request: HttpRequest) -> HttpResponse:
    """How long things may take, and the time zone. What runs already keeps the limit it began with."""
    _demand_owner(request)
    form = rules.RulesForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and rules.keep(form, actor=Actor.of(request.user), at=clock.now()):
        messages.success(request, _("Your rules are set. What runs already keeps the limits it began with."))
        return redirect("console_rules")
    return render(request, "console/owner/rules.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def gateway(request: HttpRequest) -> HttpResponse:
    """Who carries the money. Asks for a recent sign-in: whoever changes this changes where money goes."""
    _demand_owner(request)
    form = rules.gateway_form(request.POST if request.method == "POST" else None)
    if form.is_valid() and rules.choose(form, actor=Actor.of(request.user), at=clock.now()):
        messages.success(request, _("New payments go this way from now on."))
        return redirect("console_gateway")
    told = {"form": form, "account": rules.connected(), "hook": rules.hook()}
    return render(request, "console/owner/gateway.html", told, status=422 if form.errors else 200)


def _demand_owner(request: HttpRequest) -> None:
    if Role.OWNER not in queries.staff_roles(request.user):
        raise Http404

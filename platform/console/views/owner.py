"""The owner's plan and bills, in her own console."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from billing.subscriptions import queries as subscriptions
from console import owners
from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.moves import Role
from marketplace.members import queries
from tenants import current


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Her plan, trial and bills; sending the form asks for the page on which she pays, and shows the link to it."""
    if Role.OWNER not in queries.staff_roles(request.user):
        raise Http404
    subscription, price, bills = owners.plan()
    told: dict[str, Any] = {"subscription": subscription, "price": price, "bills": bills}
    told["way"] = owners.way(subscription) if subscription else ""
    told["grace"] = subscriptions.grace(subscription) if subscription else None
    if request.method == "POST" and subscription:
        told |= _asked(request, told["way"])
    return render(request, "console/owner/plan.html", told, status=422 if told.get("refusal") else 200)


def _asked(request: HttpRequest, way: str) -> dict[str, str]:
    back = current.get().base_url + reverse("console_plan")
    try:
        url = owners.address_of(way, return_url=back, actor=Actor.of(request.user), at=clock.now())
    except Refused as refused:
        return {"refusal": str(refused)}
    return {"url": url}

"""One month's bill: its lines, each with the contract behind it, and what became of it."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from billing.subscriptions import queries as subscriptions
from billing.subscriptions import states
from billing.subscriptions.models import Bill
from console import actions, queries
from console.access import actor_of, operators_only
from kernel import clock, history
from tenants import current

A_PAGE = 100


def _found(uuid: UUID) -> Bill:
    bill = queries.bills().filter(uuid=uuid).first()
    if bill is None:
        raise Http404
    return bill


def _told(bill: Bill) -> dict[str, Any]:
    is_moving = bill.state in (states.DRAFTED, states.SENT)
    told = {"bill": bill, "it": bill.subscription.tenant, "is_moving": is_moving, "entries": history.of(bill)}
    return told | {"grace": subscriptions.grace(bill.subscription)}


@operators_only
@require_safe
def one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    bill = _found(uuid)
    page = Paginator(queries.lines(bill), A_PAGE).get_page(request.GET.get("page"))
    address = current.base_url(bill.subscription.tenant.host or "")
    return render(request, "console/bill.html", {**_told(bill), "page": page, "address": address})


@operators_only
@require_safe
def standing(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What became of it, alone: the page asks again while it waits for the bank."""
    return render(request, "console/standing.html", _told(_found(uuid)))


@operators_only
@require_POST
def sending(request: HttpRequest, uuid: UUID) -> HttpResponse:
    actions.send(bill=_found(uuid), actor=actor_of(request), at=clock.now())
    return redirect("console:bill", uuid)

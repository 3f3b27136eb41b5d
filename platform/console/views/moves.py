"""The operator's buttons on one marketplace. What is refused is said beside the form, on its page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from console import actions, forms, showing
from console.access import actor_of, operators_only
from kernel import clock
from kernel.errors import Refused


@operators_only
@require_POST
def building(request: HttpRequest, slug: str) -> HttpResponse:
    tenant = showing.found(slug)
    try:
        showing.build(request, tenant)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("console:marketplace", slug)


@operators_only
@require_POST
def suspension(request: HttpRequest, slug: str) -> HttpResponse:
    tenant, form = showing.found(slug), forms.ReasonForm(request.POST)
    if form.is_valid():
        try:
            actions.suspend(tenant=tenant, **form.cleaned_data, actor=actor_of(request), at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Suspended. Members go on to be paid, to refund and to export."))
            return redirect("console:marketplace", slug)
    return showing.marketplace(request, tenant, reason=form)


@operators_only
@require_POST
def restoration(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        actions.restore(tenant=showing.found(slug), actor=actor_of(request), at=clock.now())
        messages.success(request, _("Restored: the storefront is open."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("console:marketplace", slug)


@operators_only
@require_POST
def billing(request: HttpRequest, slug: str) -> HttpResponse:
    tenant, form = showing.found(slug), forms.BillForm(request.POST)
    if form.is_valid():
        try:
            bill = actions.bill(tenant=tenant, **form.cleaned_data, actor=actor_of(request), at=clock.now())
        except Refused as refused:
            form.add_error("period", str(refused))
        else:
            return redirect("console:bill", bill.uuid)
    return showing.marketplace(request, tenant, bill=form)

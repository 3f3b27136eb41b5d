"""The page of one marketplace, shown by itself and again with whatever was refused on it."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from billing.subscriptions import queries as subscriptions
from console import actions, forms, queries
from console.access import actor_of
from kernel import clock
from marketplace import presets
from tenants import current, states
from tenants.models import Tenant
from tenants.provisioning import launching


def found(slug: str) -> Tenant:
    """The marketplace of an address, or 404."""
    tenant = queries.marketplace(slug)
    if tenant is None:
        raise Http404
    return tenant


def build(request: HttpRequest, tenant: Tenant) -> None:
    """Run its steps; a step that fails is told and stays on its page."""
    try:
        actions.build(tenant=tenant, actor=actor_of(request), at=clock.now())
    except launching.StepFailed:
        messages.error(request, _("One step did not work. What is done stays done: look below, and try again."))


def marketplace(
    request: HttpRequest,
    tenant: Tenant,
    *,
    reason: forms.ReasonForm | None = None,
    bill: forms.BillForm | None = None,
) -> HttpResponse:
    period = queries.month_of(clock.now())
    told = {
        "it": tenant,
        "trade": presets.get(tenant.niche).title if tenant.niche in presets.slugs() else tenant.niche or "–",
        "languages": [dict(settings.LANGUAGES).get(code, code) for code in tenant.languages],
        "address": current.base_url(tenant.host or ""),
        "is_building": tenant.state in (states.REQUESTED, states.BUILDING),
        "may_suspend": queries.may_suspend(tenant),
        "may_restore": tenant.state in states.SHUT,
        "steps": launching.steps_of(tenant),
        "domains": tenant.domains.order_by("domain"),
        "subscription": subscriptions.subscription_of(tenant),
        "bills": subscriptions.bills(tenant),
        "timeline": queries.timeline(tenant),
        "reason": reason or forms.ReasonForm(),
        "bill": bill or forms.BillForm(initial={"period": period}),
    }
    is_refused = any(form is not None and form.is_bound for form in (reason, bill))
    return render(request, "console/marketplace.html", told, status=422 if is_refused else 200)

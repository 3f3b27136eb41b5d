"""The last step: the marketplace is built while one watches, then one walks in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kernel import clock
from kernel.errors import Refused
from launch import actions, entering, faces, holding, states
from tenants import current
from tenants.provisioning import launching


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def building(request: HttpRequest) -> HttpResponse:
    """The page shows the steps; its form runs them. Doing it twice, or from two tabs, builds one marketplace."""
    draft = holding.held(request)
    if draft is None or draft.tenant is None:
        return redirect("launch:start")
    if request.method == "POST" and draft.state == states.BUILDING:
        try:
            actions.go_on(draft=draft, actor=actions.VISITOR, at=clock.now())
        except launching.StepFailed:
            messages.error(request, _("One step did not work. Nothing is lost: please try again."))
        except Refused:
            draft.refresh_from_db()
        return redirect("launch:building")
    told = {"draft": draft, "steps": faces.steps(draft, "building"), "seen": launching.steps_of(draft.tenant)}
    told |= {"is_owner": holding.has_built(request, draft), "site": current.base_url(draft.tenant.host or "")}
    return render(request, "launch/steps/building.html", told)


@never_cache
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """The steps alone, as they tick."""
    draft = holding.held(request)
    if draft is None or draft.tenant is None:
        raise Http404
    told = {"draft": draft, "seen": launching.steps_of(draft.tenant)}
    return render(request, "launch/notes/building.html", told)


@never_cache
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Into the finished marketplace, signed in as its owner: by a page, since a form may not lead to another host."""
    draft = holding.held(request)
    if draft is None or draft.state != states.LIVE or draft.tenant is None:
        raise Http404
    if not holding.has_built(request, draft):
        return redirect("launch:sign_in")
    holding.let_go(request)
    url = entering.address(draft.tenant, draft.email, at=clock.real(), has_signed_up=True)
    return render(request, "launch/entered.html", {"url": url, "name": draft.name})

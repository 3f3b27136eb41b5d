"""Marketplaces: all of them, a new one, one of them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from console import actions, forms, queries, showing
from console.access import actor_of, operators_only
from kernel import clock
from kernel.errors import Refused
from tenants import scope
from theming import brand
from theming.gallery import views as specimens

A_PAGE = 50


@operators_only
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    form, period = forms.SearchForm(request.GET), queries.month_of(clock.now())
    asked = form.cleaned_data if form.is_valid() else {"q": "", "state": ""}
    found = queries.marketplaces(search=asked["q"], state=asked["state"], period=period)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "console/marketplaces.html", {"form": form, "page": page, "period": period})


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a marketplace and build it; when a step fails its page shows which, and tries again."""
    form = forms.NewForm(request.POST or None, initial={"samples": True})
    if form.is_valid():
        try:
            tenant = actions.create(asked=form.asked(), actor=actor_of(request), at=clock.now())
        except Refused as refused:
            form.add_error("slug", str(refused))
        else:
            showing.build(request, tenant)
            return redirect("console:marketplace", tenant.slug)
    return render(request, "console/new.html", {"form": form}, status=422 if form.is_bound else 200)


@operators_only
@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    return showing.marketplace(request, showing.found(slug))


@operators_only
@require_safe
def gallery(request: HttpRequest, slug: str, layout: str = "") -> HttpResponse:
    """Every component and layout in the brand of that marketplace."""
    with scope.tenant_scope(showing.found(slug)):
        worn = brand.current()
    look = brand.look(worn.name, {"tokens": worn.tokens, "unsaved": True})  # its logo lies on its own host
    return specimens.shown(request, look, layout)

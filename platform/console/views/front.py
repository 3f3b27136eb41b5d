"""How the whole house is, and what it sells."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from console import queries
from console.access import operators_only
from kernel import clock


@operators_only
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    period = queries.month_of(clock.now())
    told = {"period": period, "figures": queries.figures(period), "errors": queries.last_errors(period)}
    return render(request, "console/dashboard.html", told | {"books": queries.books()})


@operators_only
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    return render(request, "console/plans.html", {"plans": queries.plans()})

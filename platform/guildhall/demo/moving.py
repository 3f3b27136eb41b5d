"""`/clock/` on a demo's marketplace: let days pass and see what the clock does. Not there in production."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kernel import clock
from tenants import dispatching

MOST = 366


class DaysForm(forms.Form):
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=MOST, initial=1, localize=True)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def moving(request: HttpRequest) -> HttpResponse:
    """What time it is here, and a form that lets days pass."""
    if not settings.DEMO:
        raise Http404
    form = DaysForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        passed = let_pass(form.cleaned_data["days"])
        said = ngettext("%(days)d day has passed.", "%(days)d days have passed.", passed)
        messages.success(request, said % {"days": passed})
        return redirect("demo:clock")
    told = {"form": form, "now": clock.now(), "ahead": clock.shifted_by().days}
    return render(request, "guildhall/clock.html", told, status=422 if form.errors else 200)


def let_pass(days: int) -> int:
    """Move the clock of the marketplace being served and have a worker do what falls due; returns `days`. Raises
    `clock.ClockIsReal` in production."""
    clock.shift(timedelta(days=days))
    dispatching.wake()
    return days


app_name = "demo"
urlpatterns = [path("clock/", moving, name="clock")]

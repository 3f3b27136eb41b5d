"""Pages of the owner's console that are not Wagtail's own."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.console import brand, forms, moderating, publishing, voice, worked
from kernel import clock
from kernel.actors import Actor
from marketplace.jobs import queries as jobs
from marketplace.jobs import states
from marketplace.members import queries as members
from theming import brand as looks
from theming import preview
from theming.gallery import views as gallery


@permission_required("fees.view_feeterms", raise_exception=True)
@require_http_methods(["GET", "POST"])
def fee_terms(request: HttpRequest) -> HttpResponse:
    """The fee editor: today's terms in a form, a worked example beside it, and all versions below."""
    form = worked.form_for(request.POST or None)
    if request.method == "POST" and "publish" in request.POST and form.is_valid() and publishing.publish(request, form):
        return redirect("console_fees")
    return render(request, "cms/console/fees.html", worked.page(form, clock.now()))


@permission_required("fees.view_feeterms", raise_exception=True)
@require_POST
def fee_example(request: HttpRequest) -> HttpResponse:
    """The worked example for what stands in the editor right now."""
    return render(request, "cms/console/example.html", worked.example(worked.form_for(request.POST)))


@permission_required("members.change_member", raise_exception=True)
@require_http_methods(["GET", "POST"])
def standing(request: HttpRequest, number: int) -> HttpResponse:
    """Suspend a member with a reason she reads, or let her in again; the button says which, also when pressed twice."""
    member = get_object_or_404(members.governed_by(request.user), pk=number)
    verb = request.POST.get("verb") or ("suspend" if member.state == "active" else "reinstate")
    form = forms.StandingForm(request.POST if request.method == "POST" else None, suspends=verb == "suspend")
    if form.is_valid() and moderating.change(member, form, actor=Actor.of(request.user), at=clock.now()):
        messages.success(request, _("It is done, and the member is told."))
        return redirect("console_standing", number)
    told = {"member": member, "form": form}
    return render(request, "cms/console/standing.html", told, status=422 if form.errors else 200)


@permission_required("jobs.change_job", raise_exception=True)
@require_http_methods(["GET", "POST"])
def removal(request: HttpRequest, number: int) -> HttpResponse:
    """Take a job off the marketplace, with a reason its client reads."""
    job = get_object_or_404(jobs.governed_by(request.user), pk=number)
    form = forms.RemovalForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and moderating.remove(job, form, actor=Actor.of(request.user), at=clock.now()):
        messages.success(request, _("The job is removed, and its client is told why."))
        return redirect("job:index")
    told = {"job": job, "form": form, "may": job.state not in states.Job.OVER}
    return render(request, "cms/console/removal.html", told, status=422 if form.errors else 200)


@permission_required("theming.change_brand", raise_exception=True)
@require_http_methods(["GET", "POST"])
def brand_editor(request: HttpRequest) -> HttpResponse:
    """The brand editor with its preview."""
    form = brand.form_for(request.POST or None, request.FILES or None)
    if request.method == "POST" and "save" in request.POST and form.is_valid():
        brand.dress(form, actor=Actor.of(request.user), at=clock.now())
        messages.success(request, _("Your marketplace wears its new look."))
        return redirect("console_brand")
    return render(request, "cms/console/brand.html", brand.shown(form))


@permission_required("theming.change_brand", raise_exception=True)
@require_http_methods(["GET", "POST"])
def voice_editor(request: HttpRequest) -> HttpResponse:
    """The owner's short texts in every language of her marketplace."""
    given = voice.forms_for(request.POST or None)
    if request.method == "POST" and voice.fit(given):
        voice.keep(given, actor=Actor.of(request.user), at=clock.now())
        messages.success(request, _("Your marketplace speaks in your words."))
        return redirect("console_voice")
    return render(request, "cms/console/voice.html", {"forms": given}, status=422 if request.method == "POST" else 200)


@permission_required("theming.change_brand", raise_exception=True)
@require_GET
@xframe_options_sameorigin
def brand_preview(request: HttpRequest) -> HttpResponse:
    """A page of samples in the look that stands in the address; shown in a frame beside the editor."""
    return render(request, "cms/console/brand_preview.html", {"stylesheet": preview.path(request.GET.dict())})


@permission_required("theming.change_brand", raise_exception=True)
@require_GET
def brand_gallery(request: HttpRequest, layout: str = "") -> HttpResponse:
    """Every component and layout in this marketplace's own brand."""
    return gallery.shown(request, looks.current(), layout)

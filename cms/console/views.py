"""Pages of the owner's console that are not Wagtail's own."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.console import brand, publishing, worked
from kernel import clock
from kernel.actors import Actor
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

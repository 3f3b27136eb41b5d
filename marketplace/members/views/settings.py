"""What a member says about herself."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused
from marketplace.members import actions, forms, menu, queries
from marketplace.members.access import MemberRequest, signed_in


def _page(request: MemberRequest, template: str, **more: Any) -> HttpResponse:
    pages = menu.pages(request.member, request.path)
    status = 422 if more.get("form") is not None and more["form"].errors else 200
    return render(request, f"members/{template}.html", {"pages": pages, **more}, status=status)


def _next(request: MemberRequest, otherwise: str) -> HttpResponse:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return HttpResponseRedirect(wanted)
    return redirect(otherwise)


@signed_in
def index(request: MemberRequest) -> HttpResponse:
    steps = queries.completeness(request.member) if request.member.is_freelancer else []
    return _page(request, "settings", steps=steps, done=sum(done for _step, done in steps))


@signed_in
def face(request: MemberRequest) -> HttpResponse:
    is_first = not request.member.is_settled
    form = forms.FaceForm.of(request.member, *([request.POST] if request.method == "POST" else []))
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise(member=request.member, face=form.face(), actor=Actor.of(request.user), at=clock.now())
        except Refused as refused:
            form.add_error("purpose", str(refused))
        else:
            messages.success(request, _("Your profile is saved."))
            after = "members:craft" if request.member.is_freelancer else "jobs:new"
            after = after if is_first else "members:settings"
            return _next(request, after)
    return _page(request, "face", form=form, is_first=is_first, next=request.GET.get("next", ""))


@signed_in
def craft(request: MemberRequest) -> HttpResponse:
    form = forms.CraftForm.of(request.member, *([request.POST] if request.method == "POST" else []))
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_craft(
                member=request.member, craft=form.craft(), actor=Actor.of(request.user), at=clock.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Your skills and rate are saved."))
            return _next(request, "members:settings")
    return _page(request, "craft", form=form)


@signed_in
def house(request: MemberRequest) -> HttpResponse:
    form = forms.HouseForm.of(request.member, *([request.POST] if request.method == "POST" else []))
    if request.method == "POST" and form.is_valid():
        actions.revise_house(member=request.member, house=form.house(), actor=Actor.of(request.user), at=clock.now())
        messages.success(request, _("Your company is saved."))
        return _next(request, "members:settings")
    return _page(request, "house", form=form)


@signed_in
def portfolio(request: MemberRequest) -> HttpResponse:
    form = forms.PieceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        kept = dict(form.cleaned_data)
        taken = kept.pop("picture")
        try:
            mine, named = request.member, form.named(request.member)
            actions.add_piece(
                member=mine, taken=taken, **kept, named=named, actor=Actor.of(request.user), at=clock.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Your portfolio has a new piece."))
            return redirect("members:portfolio")
    return _page(request, "portfolio", form=form, pieces=request.member.portfolio.all())


@require_POST
@signed_in
def piece_removal(request: MemberRequest, uuid: str) -> HttpResponse:
    piece = get_object_or_404(request.member.portfolio.select_related("member"), uuid=uuid)
    actions.remove_piece(piece=piece, actor=Actor.of(request.user), at=clock.now())
    messages.success(request, _("The piece is removed."))
    return redirect("members:portfolio")

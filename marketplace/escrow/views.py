"""What a freelancer has earned, and how she takes it."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from billing.payments import actions as payments
from billing.payments import queries as paid
from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused
from marketplace import posted
from marketplace.escrow import actions, forms, pages, queries
from marketplace.members.access import MemberRequest, SignedInRequest, signed_in


@signed_in
@require_GET
def earnings(request: MemberRequest) -> HttpResponse:
    member = request.member
    return render(request, "escrow/earnings.html", pages.earnings(member, request.GET))


@login_required
@require_GET
def receipt(request: SignedInRequest, release: UUID) -> HttpResponse:
    row = get_object_or_404(queries.visible_to(request.user), uuid=release)
    return render(request, "escrow/receipt.html", pages.receipt(row))


@signed_in
@reauthentication_required(allow_get=True)
def payouts(request: MemberRequest) -> HttpResponse:
    """The form to withdraw, the way to a payout method, and what was withdrawn before."""
    member = request.member
    facts = pages.payouts(member, clock.now())
    form = forms.WithdrawForm(posted.data(request), available=facts["earnings"].available)
    if request.method == "POST" and form.is_valid():
        amount = form.cleaned_data["amount"]
        try:
            actions.withdraw(
                member=member, amount=amount, named=form.named(member), actor=Actor.of(request.user), at=clock.now()
            )
            messages.success(request, _("Your money is on its way."))
            return redirect("escrow:payouts")
        except Refused as refused:
            form.add_error("amount", str(refused))
    return render(request, "escrow/payouts.html", facts | {"form": form}, status=422 if form.errors else 200)


@signed_in
@reauthentication_required
def methods(request: MemberRequest) -> HttpResponse:
    """Add a payout method; it can be used after three days."""
    member = request.member
    form = forms.MethodForm(posted.data(request))
    if request.method == "POST" and form.is_valid():
        facts = {**form.cleaned_data, "email": request.user.email, "named": form.named(member)}
        try:
            payments.add_payout_method(member_id=member.pk, **facts, actor=Actor.of(request.user), at=clock.now())
            return redirect("escrow:payouts")
        except Refused as refused:
            form.add_error("account", str(refused))
    return render(request, "escrow/methods.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@require_POST
def method_removal(request: MemberRequest, method: UUID) -> HttpResponse:
    row = get_object_or_404(paid.methods_of(request.member.pk), uuid=method)
    try:
        payments.remove_payout_method(method=row, actor=Actor.of(request.user), at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("escrow:payouts")


@signed_in
@require_POST
def cancellation(request: MemberRequest, payout: UUID) -> HttpResponse:
    """Take a withdrawal back before it has left."""
    row = get_object_or_404(paid.payouts_of(request.member.pk), uuid=payout)
    try:
        payments.cancel_payout(payout=row, actor=Actor.of(request.user), at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("escrow:payouts")

"""The pages where one pays: the sandbox's, the one with the bank details, and the way to Stripe's."""

import uuid
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from billing.payments import actions, forms, queries, states
from billing.payments.models import Collection
from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.moves import CLIENT

PAYABLE = (states.OPEN, states.CHALLENGED)


def _mine(request: HttpRequest, number: uuid.UUID, gateway: str) -> Collection:
    return get_object_or_404(queries.visible_to(request.user), uuid=number, gateway=gateway)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sandbox(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """The sandbox's checkout page: choose a test card."""
    collection = _mine(request, number, "sandbox")
    asks = collection.state == states.CHALLENGED
    form = (forms.Challenge if asks else forms.TestCard)(request.POST or None)
    if collection.state in PAYABLE and request.method == "POST" and form.is_valid():
        try:
            _act(collection, form.cleaned_data, Actor.of(request.user), clock.now())
            return _onward(request, collection)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "payments/sandbox.html", _page(collection, form), status=422 if form.errors else 200)


def _act(collection: Collection, chosen: dict[str, str], actor: Actor, at: datetime) -> None:
    """Answer the bank's question where it was asked, else pay with the card that was chosen."""
    if "answer" in chosen:
        actions.answer_in_sandbox(collection=collection, passed=chosen["answer"] == "yes", actor=actor, at=at)
    else:
        actions.pay_in_sandbox(collection=collection, card=chosen["card"], actor=actor, at=at)


def _onward(request: HttpRequest, collection: Collection) -> HttpResponse:
    """Back to where she came from when there is nothing more to do on the gateway's page; else there again."""
    collection.refresh_from_db()
    done = collection.state not in PAYABLE
    if collection.state == states.CONFIRMED:
        messages.success(request, _("Thank you. Your payment has arrived and shows here in a moment."))
    return HttpResponseRedirect(collection.return_url if done else collection.checkout_url)


def _page(collection: Collection, form: object = None) -> dict[str, object]:
    return {"collection": collection, "form": form, "payable": collection.state in PAYABLE}


@login_required
@require_http_methods(["GET", "HEAD"])
def manual(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """What to write on the bank transfer."""
    return render(
        request, "payments/manual.html", _page(_mine(request, number, "manual")) | {"bank": queries.bank_details()}
    )


@login_required
@require_http_methods(["GET", "HEAD"])
def stripe(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """On to Stripe's page; a page of ours that asks for patience when Stripe can't be reached at the moment."""
    collection = _mine(request, number, "stripe")
    if collection.state in PAYABLE:
        actions.reach_gateway(collection=collection, actor=Actor.of(request.user), at=clock.now())
        if collection.page_url:
            return HttpResponseRedirect(collection.page_url)
    return render(request, "payments/waiting.html", _page(collection))


@login_required
@require_POST
def cancel(request: HttpRequest, gateway: str, number: uuid.UUID) -> HttpResponse:
    """Think better of it and go back; whoever has paid in another tab meanwhile is told that it is too late."""
    collection = _mine(request, number, gateway)
    if states.COLLECTION.find("fail", CLIENT, collection.state):
        try:
            actions.cancel_collection(collection=collection, actor=Actor.of(request.user), at=clock.now())
        except Refused as refused:
            messages.error(request, str(refused))
    return HttpResponseRedirect(collection.return_url)

"""Where Stripe's webhooks arrive: /hooks/stripe/ at the operator's host, /hooks/stripe/<token>/ at a marketplace."""

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from billing.stripe_gateway import client, inbox, tasks, testpages
from kernel import clock
from tenants import current


@csrf_exempt
@require_POST
def operator_hook(request: HttpRequest) -> HttpResponse:
    try:
        return _receive(request, client.operator())
    except client.NoKey:
        raise Http404 from None


@csrf_exempt
@require_POST
def marketplace_hook(request: HttpRequest, token: str) -> HttpResponse:
    connection = client.by_token(token)
    if connection is None:
        raise Http404
    return _receive(request, connection)


def _receive(request: HttpRequest, connection: client.Connection) -> HttpResponse:
    """200 for whatever is really from Stripe, known type or not; 400 for all else."""
    try:
        inbox.receive(connection, request.body, request.headers.get("Stripe-Signature", ""), at=clock.now())
    except inbox.Forged:
        return HttpResponseBadRequest()
    work = tasks.hear_operator if connection.endpoint == client.OPERATOR else tasks.hear
    transaction.on_commit(lambda: work.delay())
    return HttpResponse(status=200)


@require_http_methods(["GET", "HEAD", "POST"])
def test_page(request: HttpRequest, name: str) -> HttpResponse:
    """The stand-in's own page, for what a real Stripe would show on its site. Only where there is no key."""
    connection = _stand_in()
    page = testpages.find(name) if connection else None
    if connection is None or page is None:
        raise Http404
    form = testpages.TestMethod(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = testpages.act(connection, page, form.cleaned_data["method"], at=clock.now())
        if answer:
            return _back(request, page, answer)
        form.add_error("method", testpages.DECLINED)
    return render(request, "stripe_gateway/test_page.html", {"page": page, "form": form})


def _stand_in() -> client.Connection | None:
    """The stand-in for this place's account, where there is one."""
    if not settings.DEMO:
        return None
    connection = client.operator() if current.get().is_public else client.marketplace()
    return connection if connection.is_fake else None


def _back(request: HttpRequest, page: testpages.Page, where: str) -> HttpResponse:
    """To where the payer came from. A browser follows no form to another marketplace's host, so there it is a link."""
    if url_has_allowed_host_and_scheme(where, {request.get_host()}):
        return HttpResponseRedirect(where)
    return render(request, "stripe_gateway/test_page.html", {"page": page, "is_done": True})

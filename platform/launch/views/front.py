"""The public site: what one gets, what it costs, and the way back in."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kernel import clock
from launch import actions, entering, forms, fronting, links, queries, throttle


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "launch/front.html", fronting.front(clock.now()))


@require_safe
def examples(request: HttpRequest) -> HttpResponse:
    return render(request, "launch/examples.html", fronting.examples_page(clock.now()))


@require_safe
def pricing(request: HttpRequest) -> HttpResponse:
    return render(request, "launch/pricing.html", fronting.pricing())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for one's address and mail the way in. With a marketplace or without, the answer is the same and comes as
    soon: who owns one is looked up by a worker, which waits for the mail server too."""
    form = forms.LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if throttle.may_mail(request, email):
            language = get_language() or settings.LANGUAGE_CODE
            actions.ask_way_in(email=email, language=language, actor=actions.VISITOR, at=clock.now())
        return render(request, "launch/sign_in.html", {"sent_to": email})
    return render(request, "launch/sign_in.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@require_safe
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """The marketplaces of whoever holds the mailed link, with a button into each."""
    email = links.owner_of(token)
    if email is None:
        return render(request, "launch/link_over.html", status=410)
    return render(request, "launch/mine.html", {"owned": queries.marketplaces_of(email), "token": token})


@never_cache
@require_POST
def visit(request: HttpRequest, token: str, slug: str) -> HttpResponse:
    """Hand over into one of them."""
    email = links.owner_of(token)
    tenant = queries.marketplaces_of(email).filter(slug=slug).first() if email else None
    if tenant is None or email is None:
        raise Http404
    url = entering.address(tenant, email, at=clock.real())
    return render(request, "launch/entered.html", {"url": url, "name": tenant.name})

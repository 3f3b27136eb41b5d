"""An owner's pages, last in the list: whatever no app answers is a page of hers, or 404."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, re_path, reverse
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail import views as wagtail_views
from wagtail.models import Page, Site

from cms import finding
from tenants import current


@require_safe
def translated(request: HttpRequest, language: str, path: str = "") -> HttpResponse:
    """`/fr/…`: a page in one of the marketplace's other languages."""
    facts = current.get()
    if language not in facts.languages or language == facts.language:
        raise Http404
    with translation.override(language):
        response = wagtail_views.serve(request, path)
        # Rendered here and not later: the language is active only within this block.
        return response.render() if hasattr(response, "render") else response


@require_safe
def page(request: HttpRequest, path: str = "") -> HttpResponse:
    """A page in the language the person reads in, else in the marketplace's own. Who asks for it by the address it has
    in another language is led to her own, where there is one."""
    reads = get_language()
    for language in dict.fromkeys((reads, *current.get().languages)):
        with translation.override(language):
            found = Page.route_for_request(request, path)
        if found is not None:
            sister = None if language == reads else _sister(found.page, reads)
            return redirect(sister.get_url(request)) if sister else wagtail_views.serve(request, path)
        del request._wagtail_route_for_request  # type: ignore[attr-defined]
    if path:
        raise Http404
    return _no_home(request)


def _no_home(request: HttpRequest) -> HttpResponse:
    """Instead of a home page that is not published: a sentence, and for whoever may publish it the way there."""
    site = Site.find_for_request(request)
    may = site is not None and site.root_page.permissions_for_user(request.user).can_publish()
    way = reverse("wagtailadmin_pages:edit", args=[site.root_page_id]) if may and site else ""
    return render(request, "cms/no_home.html", {"publish_url": way})


def _sister(found: Page, language: str | None) -> Page | None:
    """The same page in another language, once it is published."""
    return found.get_translations().filter(locale__language_code=language).live().first()


LANGUAGE = r"(?P<language>[a-z]{2})"
urlpatterns = [
    path("robots.txt", finding.robots, name="robots"),
    path("sitemap.xml", finding.sitemap, name="sitemap"),
    path("", page, name="home"),
    re_path(rf"^{LANGUAGE}/$", translated, name="translated_home"),
    re_path(rf"^{LANGUAGE}/(?P<path>[\w\-/]+/)$", translated, name="translated"),
    re_path(r"^((?:[\w\-]+/)*)$", page, name="wagtail_serve"),
]

"""Pages for when something is not there, not allowed, broken or shut; in the brand, and never naming the operator.

Set as handler400, handler403, handler404, handler500 and CSRF_FAILURE_VIEW. A broken page (500) asks nothing of the
database.
"""

import sys
from typing import Any

from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils import translation
from django.utils.translation import gettext as _

from tenants import notfound
from theming import brand, bundle


def not_allowed(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _page(request, 403, _("This page is not for you"), _("You may not see this page, or not any more."))


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Another tab signed out, or the page stood open too long: nothing was done."""
    lead = _("This form was open for too long, so nothing was sent. Go back, reload the page and try again.")
    return _page(request, 403, _("Please send it again"), lead)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """What was sent cannot be read at all, so it is not looked at a second time: Django's own page would check the
    form's token, read it again and break. Or she was signed out, in another tab, while the page was being made: then it
    may have been done."""
    if isinstance(exception, SessionInterrupted):
        lead = _("You were signed out while this was on its way. Sign in again and see whether it was done.")
        return _bare(403, _("You are signed out"), lead, icon="unplug", way=("/accounts/login/", _("Sign in")))
    lead = _("Your browser sent something that we could not read, so nothing was done.")
    return _bare(400, _("Please send it again"), lead, icon="unplug", way=("/", _("Go to the front page")))


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    lead = _("The page may have moved, or it is only open to some members.")
    return _page(request, 404, _("There is nothing here"), lead)


def shut(request: HttpRequest) -> HttpResponse:
    """A suspended marketplace. Stands before sessions and sign-in, so it asks nothing of them."""
    lead = _("This marketplace is paused. Work in progress and money held for it are safe, and payouts go on.")
    way = ("/earnings/", _("Sign in to your contracts and earnings"))
    return _bare(503, _("Paused for now"), lead, icon="circle-pause", way=way, look=brand.current())


def away(request: HttpRequest) -> HttpResponse:
    lead = _("We are changing something and will be back in a few minutes. Nothing is lost.")
    return _page(request, 503, _("Back in a moment"), lead)


def broken(request: HttpRequest) -> HttpResponse:
    """No context processors, no session, no brand look-up: whatever broke must not break this too. Where it was the
    database that did not answer, the page is worth asking for again in a moment: 503."""
    if isinstance(sys.exc_info()[1], OperationalError):
        return notfound.overloaded()
    lead = _("It is our fault, not yours, and we have been told. Please try again in a minute.")
    return _bare(500, _("Something went wrong"), lead, icon="wrench", way=("/", _("Go to the front page")))


def _bare(
    code: int, title: str, lead: str, *, icon: str, way: tuple[str, str], look: brand.Look | None = None
) -> HttpResponse:
    words = {
        "code": code,
        "title": title,
        "lead": lead,
        "icon": icon,
        "brand": look,
        "way": {"url": way[0], "label": way[1]},
        "language": translation.get_language() or "en",
        "right_to_left": translation.get_language_bidi(),
        "base_css": bundle.css_url(),
    }
    page = HttpResponse(loader.render_to_string("theming/errors/bare.html", words), status=code)
    page["Cache-Control"] = "no-store"
    return page


def _page(request: HttpRequest, code: int, title: str, lead: str) -> HttpResponse:
    page = render(request, "theming/errors/base.html", {"code": code, "title": title, "lead": lead}, status=code)
    page["Cache-Control"] = "no-store"
    return page

"""What every answer tells the browser it may do. Strict on members' pages; the consoles get their own policy.

Members' pages: no inline script, style or handler, nothing from elsewhere, not to be framed. The owner's console is
Wagtail, whose widgets carry `style` attributes and a few inline scripts: the attributes are allowed there, and of the
scripts exactly those whose whole text is one of Wagtail's known calls, by their hash.
"""

import base64
import hashlib
import re
from collections.abc import Callable

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

MEMBERS: dict[str, list[str]] = {
    "default-src": [SELF],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "media-src": [SELF, "blob:"],
    "frame-src": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF, "https://checkout.stripe.com", "https://billing.stripe.com"],
    "frame-ancestors": [SELF],
}
CONSOLE = MEMBERS | {"script-src": [SELF], "style-src": [SELF, UNSAFE_INLINE], "frame-src": [SELF, "https:"]}
SENSORS = "accelerometer autoplay browsing-topics geolocation gyroscope hid magnetometer midi payment serial usb"
OURS = "camera microphone display-capture fullscreen clipboard-write"  # calls, the time tracker, copying an address
PERMISSIONS: dict[str, list[str]] = {name: [] for name in SENSORS.split()} | {name: ["self"] for name in OURS.split()}
INLINE = re.compile(r"""<script(?: type="text/javascript")?>(.*?)</script>""", re.DOTALL)
SELECT_ALL = """document.addEventListener('DOMContentLoaded', function() {
    var selectAll = document.querySelector('[name="select_all"]');
    var locales = document.querySelectorAll('[name="locales"]');
    selectAll.addEventListener('change', function() {
        for (var i = 0; i < locales.length; i++) { locales[i].checked = selectAll.checked; }
    });
});"""
KNOWN = re.compile(
    r"""\s*(?:init(?:Date|DateTime|Time)Chooser\("[\w\\-]*", \{[^<>;()]*\}\);"""
    r"""|\(function\(\) \{\s*var panel = new (?:InlinePanel|MultipleChooserPanel)"""
    r"""\(JSON\.parse\("[^"<>]*"\)\);\s*\}\)\(\);"""
    # wagtail-localize: where its editor finds the choosers, and the box that ticks every language
    r"""|if \(typeof window\.chooserUrls === "undefined"\) \{\s*window\.chooserUrls = \{"""
    r"""\s*(?:\w+Chooser: "/[\w/-]*",\s*)+\}\s*\}"""
    r"""|""" + r"\s*".join(map(re.escape, SELECT_ALL.split())) + r""")\s*"""
)


def is_console(request: HttpRequest) -> bool:
    return request.path_info.startswith(tuple(settings.CONSOLE_PREFIXES))


class PolicyMiddleware(CSPMiddleware):
    """The content security policy of an answer, by the address it was asked under."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if is_console(request) and not report_only:
            parts.config = CONSOLE | {"script-src": [SELF, *_known_scripts(response)]}
        return parts


class KeepingMiddleware:
    """What a signed-in person is shown is kept by no cache, on the way or in the browser she leaves behind; a view
    that says itself how long its answer may be kept is believed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if "Cache-Control" not in response and request.user.is_authenticated:  # type: ignore[attr-defined]
            add_never_cache_headers(response)
        return response


def _known_scripts(response: HttpResponseBase) -> list[str]:
    """Hashes of the inline scripts of a page that are word for word a call Wagtail's widgets make."""
    if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
        return []
    texts = INLINE.findall(response.content.decode(errors="replace"))  # type: ignore[attr-defined]
    return sorted({_hash(text) for text in texts if KNOWN.fullmatch(text)})


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

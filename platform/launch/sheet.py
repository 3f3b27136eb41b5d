"""The public site's colours and its own components as one stylesheet: one request where there would be two."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from theming import brand, stylesheet

OWN = Path(__file__).parent / "static" / "launch" / "launch.css"


def css() -> str:
    """Read once per process, anew for each request while developing."""
    return _css() if not settings.DEBUG else _css.__wrapped__()


def url() -> str:
    return reverse("launch:site_css", args=[hashlib.sha256(css().encode()).hexdigest()[:12]])


@lru_cache(maxsize=1)
def _css() -> str:
    return f"{stylesheet.render(brand.look(settings.PUBLIC_NAME, {}).tokens)}\n{OWN.read_text()}"

"""What must not be true in production. `manage.py check --deploy` and every start run them."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security)
def nothing_of_the_demo_in_production(app_configs: Any, **kwargs: Any) -> list[Error]:
    """The demo's key is public knowledge and its clock moves: neither may meet real money."""
    if settings.ENVIRONMENT not in ("dev", "test", "demo", "production"):
        return [
            Error(f"GUILDHALL_ENV is {settings.ENVIRONMENT!r}: use dev, test, demo or production.", id="guildhall.E001")
        ]
    if settings.ENVIRONMENT != "production":
        return []
    found = []
    if not settings.SECRET_KEY or settings.SECRET_KEY == settings.DEMO_SECRET_KEY or len(settings.SECRET_KEY) < 40:
        found.append(Error("Set GUILDHALL_SECRET_KEY to a secret of at least 40 characters.", id="guildhall.E002"))
    if settings.DEBUG:
        found.append(Error("GUILDHALL_DEBUG shows secrets to strangers: leave it off.", id="guildhall.E003"))
    if settings.SECURE_PROXY_SSL_HEADER and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        found.append(Error("GUILDHALL_BEHIND_PROXY is set: say in GUILDHALL_PROXIES how many proxies there are, or all "
                           "visitors share one address and its limits.", id="guildhall.E004"))  # fmt: skip
    return found

"""What a suspended or closed marketplace answers: what its members are owed goes on, the rest is paused."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from tenants.models import Tenant
from theming import errors

# Sign in, finish and settle contracts, take money out, export, and let payment providers report.
STILL_OPEN = (
    "/accounts/",
    "/contracts/",
    "/disputes/",
    "/earnings/",
    "/payouts/",
    "/settings/",
    "/messages/",
    "/notifications/",
    "/files/",
    "/hooks/",
    "/pay/",
    "/manage/",
    "/language/",
    "/theme/",
    "/art/",
    "/media/",
)


def page(request: HttpRequest, tenant: Tenant) -> HttpResponseBase | None:
    """None: serve as always. Each of the pages left open still asks who is signed in and what they may see."""
    if request.path_info.startswith(STILL_OPEN):
        return None
    with translation.override(tenant.language):
        return errors.shut(request)

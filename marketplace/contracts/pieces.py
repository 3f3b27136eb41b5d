"""What contracts add to pages of lower floors."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from kernel.moves import Role
from marketplace.contracts import queries
from marketplace.jobs.models import Offer


def is_signed_in(request: HttpRequest) -> bool:
    return request.user.is_authenticated


def after_an_offer(request: HttpRequest, *, offer: Offer, role: Role) -> SafeString | None:
    """The way to the contract that came of an offer."""
    contract = queries.of_offer(request.user, offer.pk)
    if contract is None:
        return None
    return render_to_string("contracts/after_an_offer.html", {"contract": contract}, request=request)

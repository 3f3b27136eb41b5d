"""What an owner sees and does about what she pays: her plan, her bills, the way to Stripe's pages.

Called in her marketplace; plans and bills lie in the public schema.
"""

from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from billing.stripe_gateway import client
from billing.subscriptions import actions, queries
from billing.subscriptions.actions.plans import PAYING
from billing.subscriptions.errors import UnableToSubscribe
from billing.subscriptions.models import Bill, PlanPrice, Subscription
from kernel.actors import Actor
from tenants import current, scope
from tenants.models import Tenant

CHECKOUT, PORTAL = "checkout", "portal"


def plan() -> tuple[Subscription | None, PlanPrice | None, list[Bill]]:
    """The subscription of the marketplace being served, what its plan costs a month, and its bills, newest first."""
    here = current.get().id
    with scope.public_scope():
        tenant = Tenant.objects.get(pk=here)
        subscription = queries.subscription_of(tenant)
        if subscription is None:
            return None, None, []
        return subscription, queries.price(subscription.plan, subscription.currency), list(queries.bills(tenant))


def way(subscription: Subscription) -> str:
    """Where she goes to pay or to change how: the portal once she pays, before that Checkout."""
    return PORTAL if subscription.stripe_status in PAYING else CHECKOUT


def address_of(way: str, *, return_url: str, actor: Actor, at: datetime) -> str:
    """The address of Stripe's page. Call outside of any transaction. Raises UnableToSubscribe."""
    here = current.get().id
    with scope.public_scope():
        subscription = queries.subscription_of(Tenant.objects.get(pk=here))
        if subscription is None:
            raise UnableToSubscribe(_("This marketplace has no plan yet."))
        door = actions.open_portal if way == PORTAL else actions.open_checkout
        try:
            url = door(subscription=subscription, return_url=return_url, actor=actor, at=at)
        except client.StripeError as wrong:
            silent = _("The payment service does not answer. Please try again in a moment.")
            raise UnableToSubscribe(silent) from wrong
    # The stand-in's pages are on the public host; Stripe's own addresses are whole.
    return urljoin(current.base_url(settings.PUBLIC_HOST), url)

"""The owners of the demo pay for their plans; otherwise the clock would shut marketplaces whose trial is long over."""

from datetime import datetime

from billing.stripe_gateway import client, testpages
from billing.subscriptions import actions, queries
from kernel.actors import SYSTEM
from tenants import scope
from tenants.models import Tenant

CARD = "pm_card_visa"


def ensure(slug: str, at: datetime) -> None:
    """The owner leaves her card on the stand-in's Checkout page, once. With the operator's real key nothing is done:
    the demo has no card that Stripe would take."""
    with scope.public_scope():
        subscription = queries.subscription_of(Tenant.objects.get(slug=slug))
        operator = client.operator()
        if subscription is None or subscription.stripe_status or not operator.is_fake:
            return
        url = actions.open_checkout(subscription=subscription, return_url="/", actor=SYSTEM, at=at)
        page = testpages.find(url.rstrip("/").rpartition("/")[2])
        if page is not None:
            testpages.act(operator, page, CARD, at=at)

"""A sixth, small marketplace whose owner's card was refused: what past due looks like, to her and to the operator."""

from datetime import datetime, timedelta

from accounts.models import User
from billing.stripe_gateway import actions as stripe
from billing.stripe_gateway import client, testpages
from billing.subscriptions import actions, queries
from guildhall.demo import cast, paying, people
from kernel.actors import GATEWAY, SYSTEM
from tenants import scope
from tenants.models import Tenant
from tenants.provisioning import launching

SLUG, NAME, OWNER = "apiary-row", "Apiary Row", ("Orla Byrne", "orla@apiary-row.example")
OPENED = timedelta(days=75)  # longer ago than any trial and the month that is billed
REFUSED = "pm_card_chargeCustomerFail"  # a card that is taken, and fails when it is charged


def ensure(at: datetime) -> None:
    """Launch it with its samples, as the wizard does; then her card is refused for last month's bill. Once."""
    with scope.public_scope():
        if Tenant.objects.filter(slug=SLUG).exists():
            return
    asked = launching.request(
        slug=SLUG,
        name=NAME,
        niche="beekeeping",
        currency="EUR",
        language="en",
        time_zone="Europe/Dublin",
        country="IE",
        owner_name=OWNER[0],
        owner_email=OWNER[1],
        answers={"theme": "botanic", "samples": True},
        actor=SYSTEM,
        at=at - OPENED,
    )
    tenant = launching.resume(asked, actor=SYSTEM, at=at - OPENED)
    with scope.tenant_scope(tenant):
        owner = User.objects.get(email=OWNER[1])
        owner.set_password(cast.PASSWORD)
        owner.save(update_fields=["password"])
        people.confirm(owner, at)
    paying.ensure(SLUG, at)
    with scope.public_scope():
        _refuse(tenant, at)


def _refuse(tenant: Tenant, at: datetime) -> None:
    """Her next card does not pay; with the operator's real key nothing is done, as in `paying`."""
    subscription, operator = queries.subscription_of(tenant), client.operator()
    if subscription is None or not operator.is_fake:
        return
    url = actions.open_portal(subscription=subscription, return_url="/", actor=SYSTEM, at=at)
    page = testpages.find(url.rstrip("/").rpartition("/")[2])
    if page is not None:
        testpages.act(operator, page, REFUSED, at=at)
    last_month = at.replace(day=1) - timedelta(days=1)
    actions.issue_bill(tenant=tenant, period=f"{last_month:%Y-%m}", actor=SYSTEM, at=at)
    actions.send_due(actor=GATEWAY, at=at)
    stripe.hear(connection=operator, actor=GATEWAY, at=at)

"""Bills go out, and marketplaces follow how they stand, by a worker."""

from celery import shared_task

from billing.subscriptions import actions
from kernel import clock
from kernel.actors import CLOCK, GATEWAY
from tenants.tasks import PublicTask


@shared_task(base=PublicTask)
def send_bills() -> None:
    """Send the bills that are waiting."""
    actions.send_due(actor=GATEWAY, at=clock.now())


@shared_task(base=PublicTask)
def review() -> None:
    """Trials that ran out, and payments that stay away."""
    actions.review_all(actor=CLOCK, at=clock.now())

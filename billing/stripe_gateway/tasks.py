"""Taking on what Stripe sent, by a worker."""

from celery import shared_task

from billing.stripe_gateway import actions, client, inbox
from kernel import clock
from kernel.actors import GATEWAY
from tenants.tasks import PublicTask, TenantTask


@shared_task(base=TenantTask)
def hear() -> None:
    """What came to this marketplace's address."""
    actions.hear(connection=client.marketplace(), actor=GATEWAY, at=clock.now())


@shared_task(base=PublicTask)
def hear_operator() -> None:
    """What came to the operator's address."""
    actions.hear(connection=client.operator(), actor=GATEWAY, at=clock.now())


@shared_task(base=PublicTask)
def sweep_operator() -> None:
    """Fill gaps from Stripe's own list of events."""
    inbox.sweep(client.operator(), at=clock.now())

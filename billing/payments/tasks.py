"""Calls to gateways, made by a worker: outside of any transaction."""

from celery import shared_task

from billing.payments import actions, outbox
from billing.payments.models import Collection
from kernel import clock
from kernel.actors import GATEWAY
from tenants.tasks import TenantTask


@shared_task(base=TenantTask)
def send(outgoing_id: int) -> None:
    """Make one call that waits in the outbox."""
    outbox.send(outgoing_id, clock.now())


@shared_task(base=TenantTask)
def look(collection_id: int) -> None:
    """Ask what became of a payment that is on its way."""
    collection = Collection.objects.get(pk=collection_id)
    actions.refresh_collection(collection=collection, actor=GATEWAY, at=clock.now())

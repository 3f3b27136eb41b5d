"""What the scheduler does for the console."""

from celery import shared_task

from console import actions, queries
from kernel import clock
from kernel.actors import CLOCK
from tenants.tasks import PublicTask


@shared_task(base=PublicTask)
def count() -> None:
    """Have each marketplace's month so far counted, one task each: a broken one stops nobody else."""
    for tenant_id in queries.served():
        count_one.delay(tenant_id)


@shared_task(base=PublicTask)
def check_books() -> None:
    """Every night: have each marketplace's books recomputed, one task each."""
    for tenant_id in queries.served():
        check_books_of.delay(tenant_id)


@shared_task(base=PublicTask)
def check_books_of(tenant_id: int) -> None:
    tenant = queries.numbered(tenant_id)
    if tenant is not None:
        actions.check_books(tenant=tenant, actor=CLOCK, at=clock.now())


@shared_task(base=PublicTask)
def count_one(tenant_id: int) -> None:
    tenant = queries.numbered(tenant_id)
    if tenant is not None:
        actions.count(tenant=tenant, actor=CLOCK, at=clock.now())

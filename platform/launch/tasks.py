"""What the scheduler does for the public site."""

from celery import shared_task

from kernel import clock
from launch import actions
from tenants.tasks import PublicTask


@shared_task(base=PublicTask)
def forget_sign_ups() -> None:
    actions.forget_old(actor=actions.SWEEPER, at=clock.now())

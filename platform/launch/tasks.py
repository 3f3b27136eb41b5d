"""What the scheduler does for the public site, and the mail nobody waits for."""

from celery import shared_task
from django.utils import translation

from kernel import clock
from launch import actions
from tenants.tasks import PublicTask


@shared_task(base=PublicTask)
def forget_sign_ups() -> None:
    actions.forget_old(actor=actions.SWEEPER, at=clock.now())


@shared_task(base=PublicTask, autoretry_for=(OSError,), retry_backoff=True, max_retries=8)
def mail_marketplaces(email: str, language: str) -> None:
    with translation.override(language):
        actions.mail_marketplaces(email=email, actor=actions.VISITOR, at=clock.now())

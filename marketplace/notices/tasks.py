"""Notices by e-mail, later and once."""

from functools import partial

from celery import shared_task
from django.core.cache import cache
from django.db import transaction

from kernel import clock
from marketplace.notices import deliveries

_AGAIN = 3600  # seconds


@shared_task(autoretry_for=(OSError,), retry_backoff=True, max_retries=8)
def mail_notice(notice_id: int) -> None:
    deliveries.mail_notice(notice_id, at=clock.now())


def queue_mail(notice_id: int) -> None:
    """Send it once the open transaction has committed."""
    transaction.on_commit(partial(mail_notice.delay, notice_id), robust=True)


def queue_forgotten() -> None:
    """At each visit: letters that should have left are queued again, each at most once an hour."""
    for number in deliveries.forgotten(clock.now()):
        if cache.add(f"notices.forgotten.{number}", 1, timeout=_AGAIN):
            mail_notice.delay(number)

"""The queue. Every task belongs to a marketplace unless it says otherwise (tenants.tasks)."""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import worker_init, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guildhall.settings")

app = Celery("guildhall", task_cls="tenants.tasks:TenantTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "dispatch": {"task": "tenants.tasks.dispatch", "schedule": 5.0, "options": {"expires": 5}},
    "keep-house": {"task": "tenants.tasks.keep_house", "schedule": 60.0, "options": {"expires": 60}},
    "bills": {"task": "billing.subscriptions.tasks.send_bills", "schedule": 10.0, "options": {"expires": 10}},
    "stripe": {"task": "billing.stripe_gateway.tasks.hear_operator", "schedule": 10.0, "options": {"expires": 10}},
    "stripe-gaps": {"task": "billing.stripe_gateway.tasks.sweep_operator", "schedule": 3600.0},
    "sign-ups": {"task": "launch.tasks.forget_sign_ups", "schedule": 86400.0},
    "tallies": {"task": "console.tasks.count", "schedule": 600.0, "options": {"expires": 600}},
    "books": {"task": "console.tasks.check_books", "schedule": crontab(hour=3, minute=20)},
    "standing": {"task": "billing.subscriptions.tasks.review", "schedule": 300.0, "options": {"expires": 300}},
}


@worker_init.connect
def _connections_of_its_own(**_told: Any) -> None:
    """Prefork workers must not share a pool of connections that their parent opened."""
    from django.conf import settings

    settings.DATABASES["default"].get("OPTIONS", {}).pop("pool", None)


@worker_ready.connect
def _look_everywhere(**_told: Any) -> None:
    """The one before may have been killed with messages in its hands, which Redis gives back only after an hour."""
    app.tasks["tenants.tasks.visit_all"].apply_async()

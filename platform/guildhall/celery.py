"""The queue. Every task belongs to a marketplace unless it says otherwise (tenants.tasks)."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guildhall.settings")

app = Celery("guildhall", task_cls="tenants.tasks:TenantTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def _connections_of_its_own(**_told: Any) -> None:
    """Prefork workers must not share a pool of connections that their parent opened."""
    from django.conf import settings

    settings.DATABASES["default"].get("OPTIONS", {}).pop("pool", None)

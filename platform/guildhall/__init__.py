"""The Django project: settings, addresses, queue, servers."""

from guildhall.celery import app as celery_app

__all__ = ["celery_app"]

"""Where the mails lie that a page speaks of."""

from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@register.simple_tag
def letterbox() -> str:
    """The demo's letterbox; "" where mails are sent."""
    kept = settings.DEMO and settings.EMAIL_BACKEND == "accounts.outbox.OutboxBackend"
    return reverse("accounts:outbox") if kept else ""

"""The two mails of the public host: the link to a sign-up, and the way into one's marketplaces."""

from collections.abc import Callable, Sequence
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from kernel import lines
from launch import links
from launch.models import SignupDraft
from tenants import current
from tenants.models import Tenant
from theming import brand

_queue: list[Callable[[str, str], Any]] = []


def queued_by(queue: Callable[[str, str], Any]) -> None:
    """`queue(email, language)` has a worker mail the way in, and returns None when it could not be asked to."""
    _queue[:] = [queue]


def queue_marketplaces(email: str, language: str) -> bool:
    """Whether a worker has been asked."""
    return any(queue(email, language) is not None for queue in _queue)


def send_link(draft: SignupDraft, email: str) -> None:
    """The address that opens this sign-up on another device."""
    url = _address(reverse("launch:resume", args=[links.for_draft(draft)], urlconf=settings.PUBLIC_SCHEMA_URLCONF))
    _send("link", email, {"url": url, "draft": draft})


def send_marketplaces(owned: Sequence[Tenant], email: str) -> None:
    """The page that lists her marketplaces, with a button into each."""
    url = _address(reverse("launch:mine", args=[links.for_owner(email)], urlconf=settings.PUBLIC_SCHEMA_URLCONF))
    _send("marketplaces", email, {"url": url, "owned": owned})


def _address(path: str) -> str:
    return current.base_url(settings.PUBLIC_HOST) + path


def _send(name: str, to: str, context: dict[str, Any]) -> None:
    values = {"brand": brand.current(), "tenant": current.get(), "language": translation.get_language(), **context}
    subject = lines.one_line(render_to_string(f"launch/mail/{name}.subject.txt", values))
    body = render_to_string(f"launch/mail/{name}.txt", values)
    sender = formataddr((settings.PUBLIC_NAME, f"{settings.MAIL_MAILBOX}@{settings.PUBLIC_HOST}"))
    message = EmailMultiAlternatives(subject=subject, body=body, from_email=sender, to=[to])
    message.attach_alternative(render_to_string(f"launch/mail/{name}.html", values), "text/html")
    message.send()

"""The demo's letterbox: mails are kept for whoever tries the demo to read, instead of being sent. Never in production.

They lie in the cache of the marketplace that sent them, each under a key of its own, the last hundred.
"""

import contextlib
from collections.abc import Sequence
from email.header import decode_header, make_header
from typing import Any

from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from kernel import clock

KEPT = 100
_LAST = "accounts.outbox.last"
_ONE = "accounts.outbox.{}"


class OutboxBackend(BaseEmailBackend):
    """`EMAIL_BACKEND = "accounts.outbox.OutboxBackend"`"""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            number = _next()
            cache.set(_ONE.format(number), _kept(message, number), timeout=None)
            cache.delete(_ONE.format(number - KEPT))
        return len(email_messages)


def _next() -> int:
    cache.add(_LAST, 0, timeout=None)
    return cache.incr(_LAST)


def _kept(message: EmailMessage, number: int) -> dict[str, Any]:
    parts = [part for part in getattr(message, "alternatives", []) if part[1] == "text/html"]
    return {
        "number": number,
        "at": clock.now(),
        "to": ", ".join(message.to),
        "from": str(make_header(decode_header(message.from_email))),
        "subject": message.subject,
        "text": message.body + "",  # a template's text calls itself safe to show; as a page it is not
        "html": parts[0][0] if parts else "",
    }


def letters() -> list[dict[str, Any]]:
    """The mails of this place, newest first."""
    last = cache.get(_LAST, 0)
    kept = cache.get_many([_ONE.format(number) for number in range(max(1, last - KEPT + 1), last + 1)])
    return sorted(kept.values(), key=lambda letter: -letter["number"])


def letter(number: int) -> dict[str, Any] | None:
    """One mail of this place, or None."""
    with contextlib.suppress(ValueError):
        return cache.get(_ONE.format(number))
    return None

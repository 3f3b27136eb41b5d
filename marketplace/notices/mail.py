"""E-mails of the marketplace: in its brand and in the reader's language."""

from email.utils import formataddr
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from kernel import lines
from tenants import current
from theming import brand


def send(*, template: str, to: str, language: str, context: dict[str, Any]) -> None:
    """Send `<template>.html` and `<template>.txt`, with the first line of `<template>.subject.txt` as the subject.

    `language` falls back to the marketplace's own. Raises what the mail server raises: tasks try again.
    """
    facts = current.get()
    spoken = language if language in facts.languages else facts.language
    with translation.override(spoken):
        values = {"tenant": facts, "brand": brand.current(), "language": spoken, **context}
        subject = lines.one_line(render_to_string(f"{template}.subject.txt", values))
        message = EmailMultiAlternatives(
            subject=subject[:180],
            body=render_to_string(f"{template}.txt", values),
            from_email=formataddr((facts.name, f"no-reply@{facts.host}")),
            to=[to],
        )
        message.attach_alternative(render_to_string(f"{template}.html", values), "text/html")
        message.send()

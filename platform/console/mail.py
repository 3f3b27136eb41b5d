"""What the operators are told by mail."""

import logging
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import queries as accounts
from console.models import BooksCheck
from tenants import current

log = logging.getLogger(__name__)


def send_findings(check: BooksCheck) -> None:
    """The books of a marketplace do not add up: to every operator, and to the log. In the public schema."""
    slug, name = check.tenant.slug, check.tenant.name
    log.error("the books of %s do not add up: %s", slug, "; ".join(check.findings))
    path = reverse("console:marketplace", args=[slug], urlconf=settings.PUBLIC_SCHEMA_URLCONF)
    frozen = _("Payouts of this marketplace are frozen until its books add up and a person lifts the freeze.")
    lines = [*check.findings, "", frozen, current.base_url(settings.PUBLIC_HOST) + path]
    sender = formataddr((settings.PUBLIC_NAME, f"{settings.MAIL_MAILBOX}@{settings.PUBLIC_HOST}"))
    subject = _("The books of %(name)s do not add up") % {"name": name}
    for operator in accounts.staff():
        EmailMessage(subject, "\n".join(lines), sender, [operator.email]).send()

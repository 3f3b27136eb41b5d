"""Mails of the accounts: whom they are from, and where their links lead."""

import re
from email.utils import parseaddr

import pytest
from django.core import mail
from django.core.mail.message import sanitize_address
from django.test import Client

from tenants.models import Tenant
from tenants.scope import public_scope

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts")]


@pytest.mark.parametrize("spelling", ["{0}:6666", "{0}.", "{0}.:6666"])
def test_the_link_in_a_mail_leads_to_the_known_address_whatever_host_was_asked(atelier, confirmed, spelling):
    strange = Client(HTTP_HOST=spelling.format(atelier.host.upper()))
    for email in (confirmed("Clara").email, "nobody@example.com"):
        assert strange.post("/accounts/password/reset/", {"email": email}).status_code == 302
        links = re.findall(r"https?://\S+/accounts/\S+", str(mail.outbox[-1].body))
        assert links and all(link.startswith(f"http://{atelier.host}/accounts/") for link in links)


@pytest.mark.parametrize(
    "name", ["Rig\\", "\u0635\u0648\u062a\\", 'The "Desk"', "<a@b>, c", "Rig\r\nBcc: all@example.com"]
)
def test_a_mail_is_from_the_marketplaces_own_address_whatever_it_is_called(atelier, confirmed, visitor, name):
    email = confirmed("Clara").email
    with public_scope():
        Tenant.objects.filter(pk=atelier.pk).update(name=name)
    visitor(atelier).post("/accounts/password/reset/", {"email": email})
    sender = mail.outbox[-1].message()["From"]
    assert parseaddr(sanitize_address(sender, "utf-8"))[1] == f"no-reply@{atelier.host}"

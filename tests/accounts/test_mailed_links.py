"""Links in mails: where they lead."""

import re

import pytest
from django.core import mail
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts")]


@pytest.mark.parametrize("spelling", ["{0}:6666", "{0}.", "{0}.:6666"])
def test_the_link_in_a_mail_leads_to_the_known_address_whatever_host_was_asked(atelier, confirmed, spelling):
    strange = Client(HTTP_HOST=spelling.format(atelier.host.upper()))
    for email in (confirmed("Clara").email, "nobody@example.com"):
        assert strange.post("/accounts/password/reset/", {"email": email}).status_code == 302
        links = re.findall(r"https?://\S+/accounts/\S+", str(mail.outbox[-1].body))
        assert links and all(link.startswith(f"http://{atelier.host}/accounts/") for link in links)

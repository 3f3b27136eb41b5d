"""Who runs the platform is nobody's business on a marketplace: no page, error, header, cookie or mail names it."""

import re
from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.contrib.staticfiles import finders
from django.core import mail
from django.test import Client
from django.utils import translation

from kernel import clock
from marketplace.notices import mail as notices
from marketplace.notices import registry
from tenants import current
from tenants.models import Tenant
from tenants.scope import public_scope
from tests import make
from theming import errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def named(settings):
    """The operator's name, everywhere it may stand in an answer."""
    names = {settings.PUBLIC_NAME.lower(), "guildhall"}

    def found(answer) -> bool:
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        told = body.decode(errors="replace") + str(answer.headers) + str(answer.cookies)
        return any(name in told.lower() for name in names)

    return found


@pytest.fixture
def people(client_for, atelier):
    return {
        "visitor": client_for(atelier),
        "Clara": client_for(atelier, make.client("Clara").user),
        "Felix": client_for(atelier, make.freelancer("Felix").user),
        "Olga": client_for(atelier, make.user("Olga", is_staff=True, is_superuser=True)),
    }


LINKED = re.compile(r"""(?:src|href)=["'](/(?:static|theme|art)/[^"'?#]+)""")


def test_no_file_that_a_page_loads_names_the_operator_in_its_name_or_its_text(people, named):
    """Stylesheets, behaviours, pictures: of members' pages and of the console."""
    seen = set()
    for person, path in (("visitor", "/"), ("Felix", "/jobs/"), ("Clara", "/messages/"), ("Olga", "/manage/")):
        seen |= set(LINKED.findall(people[person].get(path).content.decode()))
    assert len(seen) > 20
    for address in sorted(seen):
        if address.startswith("/static/"):
            kept = finders.find(address.removeprefix("/static/"))
            text = Path(kept).read_bytes().decode(errors="replace") if kept else ""
            assert text, address
        else:
            answer = people["visitor"].get(address)
            assert not named(answer), address
            text = answer.content.decode(errors="replace")
        assert "guildhall" not in f"{address} {text}".lower(), address


@pytest.mark.parametrize("state", ["past_due", "restricted", "suspended", "closed", "building"])
def test_a_marketplace_in_trouble_names_nobody_but_itself(people, named, atelier, state):
    with public_scope():
        Tenant.objects.filter(pk=atelier.pk).update(state=state)
    for person, browser in people.items():
        for path in ("/", "/jobs/", "/earnings/", "/manage/"):
            assert not named(browser.get(path)), f"{person} {path}"


def test_a_page_that_broke_names_nobody_but_the_marketplace(named, atelier, rf):
    request = rf.get("/", HTTP_HOST=atelier.host)
    assert not named(errors.broken(request))


def test_neither_a_stale_form_nor_an_unreadable_one_names_the_operator(atelier, named):
    strict = Client(HTTP_HOST=atelier.host, enforce_csrf_checks=True)
    assert not named(strict.post("/accounts/login/", {"login": "x"}))
    assert not named(strict.post("/accounts/login/", b"x", content_type="multipart/form-data"))


@pytest.mark.parametrize("host", ["nobody.localhost", "10.1.2.3", "a" * 300, ""])
def test_a_host_nobody_owns_names_nobody(db, named, host):
    answer = Client(HTTP_HOST=host).get("/")
    assert answer.status_code == 404 and not named(answer)


def _letters() -> str:
    assert mail.outbox
    return " ".join(letter.message().as_string() + letter.body + str(letter.subject) for letter in mail.outbox).lower()


def test_a_mail_of_a_marketplace_names_the_marketplace_alone(people, atelier):
    people["visitor"].post("/accounts/password/reset/", {"email": "nobody.here@example.com"})
    people["visitor"].post("/accounts/password/reset/", {"email": "clara@example.com"})
    assert "guildhall" not in _letters() and atelier.name.lower() in _letters()


@pytest.mark.parametrize("language", ["en", "de", "fr", "ja", "ar"])
def test_no_news_by_mail_names_the_operator(language, atelier):
    clara = make.client("Clara")
    for _label, kinds in registry.kinds().items():
        for _name, words in kinds:
            with translation.override(language):
                told = {"title": str(words.title), "body": str(words.body), "action": str(words.action)}
            values = {**told, "address": current.get().base_url, "settings_address": "/", "member": clara}
            notices.send(template="notices/mail/notice", to="clara@example.com", language=language, context=values)
    assert len(mail.outbox) > 20
    assert "guildhall" not in _letters()


LIBRARY = Path(allauth.__file__).parent / "templates"
SENT = sorted(str(one.relative_to(LIBRARY)) for one in LIBRARY.glob("*/email/*_message.txt") if "base_" not in one.name)


@pytest.mark.parametrize("template", SENT)
def test_no_mail_about_an_account_names_the_operator(template, atelier, rf):
    request = rf.get("/", HTTP_HOST=atelier.host)
    told = {"user": make.client("Clara").user, "code": "ABCD-EFGH", "password_reset_url": "/", "activate_url": "/",
            "signup_url": "/", "timestamp": clock.now(), "ip": "10.0.0.1", "user_agent": "A browser",
            "from_email": "a@example.com", "to_email": "b@example.com", "deleted_email": "a@example.com"}  # fmt: skip
    with context.request_context(request):
        get_adapter().send_mail(template.removesuffix("_message.txt"), "clara@example.com", told)
    assert "guildhall" not in _letters() and "example.com" in _letters()

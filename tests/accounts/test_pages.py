"""Every account page opens on a marketplace and on the public site, in its own look and name."""

import pytest
from django.conf import settings
from django.test import Client

from tenants.scope import public_scope
from tests.accounts.conftest import an_hour_passes
from tests.make import PASSWORD

pytestmark = pytest.mark.django_db
VISITORS = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/signup/passkey/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/done/",
    "/accounts/password/reset/key/1-bad-token/",
    "/accounts/inactive/",
    "/outbox/",
]
MEMBERS = [
    "/settings/security/",
    "/accounts/logout/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/reauthenticate/",
    "/accounts/sessions/",
]


@pytest.mark.parametrize("path", VISITORS)
def test_a_visitors_page_opens_under_the_places_own_name(visitor, atelier, path):
    here = visitor(atelier).get(path)
    page = here.content.decode()
    assert here.status_code == 200 and "Atelier" in page and "<h1>" in page
    assert settings.PUBLIC_NAME not in page
    public = visitor(settings.PUBLIC_HOST).get(path)
    assert public.status_code == 200 and settings.PUBLIC_NAME in public.content.decode()


@pytest.mark.parametrize("path", MEMBERS)
def test_a_members_page_opens_for_her_and_sends_a_visitor_to_sign_in(visitor, atelier, confirmed, path):
    browser = visitor(atelier)
    answer = browser.get(path)
    assert answer.status_code == 302 and ("/accounts/login/" in answer["Location"] or answer["Location"] == "/")
    browser.post("/accounts/login/", {"login": confirmed("Clara").email, "password": PASSWORD})
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    answer = browser.get(path)
    assert answer.status_code == 200, answer.get("Location")
    assert "Atelier" in answer.content.decode() and settings.PUBLIC_NAME not in answer.content.decode()


@pytest.mark.parametrize("path", ["/settings/security/", "/accounts/2fa/", "/accounts/sessions/"])
def test_a_signed_in_persons_page_opens_on_the_public_site_too(visitor, confirmed, path):
    with public_scope():
        olga = confirmed("Olga")
    browser = visitor(settings.PUBLIC_HOST)
    browser.post("/accounts/login/", {"login": olga.email, "password": PASSWORD})
    assert browser.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"])
def test_the_keys_of_an_account_are_changed_only_by_who_has_just_shown_her_password(visitor, atelier, confirmed, path):
    browser = visitor(atelier)
    browser.post("/accounts/login/", {"login": confirmed("Clara").email, "password": PASSWORD})
    assert browser.get(path).status_code == 200
    an_hour_passes(browser)
    assert browser.get(path)["Location"].startswith("/accounts/reauthenticate/?next=")


def test_a_form_without_its_token_is_refused(atelier):
    browser = Client(HTTP_HOST=atelier.host, enforce_csrf_checks=True)
    assert browser.post("/accounts/login/", {"login": "x@example.com", "password": "y"}).status_code == 403


def test_nobody_is_sent_to_another_site_after_signing_in(visitor, atelier, confirmed):
    browser = visitor(atelier)
    answer = browser.post(
        "/accounts/login/",
        {"login": confirmed("Clara").email, "password": PASSWORD, "next": "https://evil.example/"},
    )
    assert answer["Location"] == "/"

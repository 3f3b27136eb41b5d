"""Who gets into the operator's console: its staff, through the usual door. For anybody else there is nothing."""

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from accounts import actions as accounts
from accounts.models import User
from kernel import clock
from kernel.actors import SYSTEM
from tenants.scope import public_scope
from tests import make

pytestmark = pytest.mark.django_db
PAGES = ["/operator/", "/operator/marketplaces/", "/operator/plans/", "/operator/marketplaces/new/"]


@pytest.mark.parametrize("page", [*PAGES, "/operator/marketplaces/atelier/"])
def test_a_visitor_is_asked_to_sign_in_and_somebody_of_the_public_site_finds_nothing(page, at_public, at_public_as):
    answer = at_public.get(page)
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={page}")
    assert at_public_as("Nils").get(page).status_code == 404


@pytest.mark.parametrize("page", [*PAGES, "/operator/marketplaces/atelier/"])
def test_the_operator_sees_it_under_the_strict_policy(page, ada):
    answer = ada.get(page)
    assert answer.status_code == 200
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_an_owner_does_not_get_in_with_the_sign_in_of_her_marketplace(client_for, atelier, settings):
    olga = client_for(atelier, make.user("Olga", is_staff=True, is_superuser=True))
    here = Client(HTTP_HOST=settings.PUBLIC_HOST)
    here.cookies = olga.cookies
    assert here.get("/operator/").status_code == 302
    assert olga.get("/operator/").status_code == 404


@pytest.fixture
def door(at_public):
    """`door()` sends Ada's password at the public host's sign-in."""
    with public_scope():
        ada = User.objects.create_user("ada@example.com", make.PASSWORD, name="Ada", is_staff=True)
        accounts.confirm_email(user=ada, actor=SYSTEM, at=clock.now())
    told = {"login": ada.email, "password": make.PASSWORD, "next": "/operator/"}
    return lambda: at_public.post("/accounts/login/", told)


def test_signing_in_is_the_usual_door_and_a_password_alone_is_not_enough_in_production(door, at_public, settings):
    assert door()["Location"] == "/operator/"
    assert at_public.get("/operator/").status_code == 200
    settings.OPERATORS_NEED_SECOND_FACTOR = True
    assert at_public.get("/operator/")["Location"] == "/settings/security/"
    assert at_public.get("/settings/security/").status_code == 200


def test_no_page_opens_before_the_second_step_and_all_do_after_it(door, at_public, settings):
    settings.OPERATORS_NEED_SECOND_FACTOR = True
    secret = totp.generate_totp_secret()
    with public_scope():
        totp.TOTP.activate(User.objects.get(email="ada@example.com"), secret)
    assert door()["Location"].startswith("/accounts/2fa/authenticate/")
    assert at_public.get("/operator/")["Location"].startswith("/accounts/login/")
    _before, counter, _after = totp.yield_hotp_counters_from_time()
    code = totp.format_hotp_value(totp.hotp_value(secret, counter))
    assert at_public.post("/accounts/2fa/authenticate/", {"code": code})["Location"] == "/operator/"
    assert at_public.get("/operator/").status_code == 200


def test_who_is_staff_no_longer_is_out_at_once(ada):
    with public_scope():
        User.objects.filter(email="ada@example.com").update(is_staff=False)
    assert ada.get("/operator/").status_code == 404

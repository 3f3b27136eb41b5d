"""Signing in: password, forgotten password, second step, sessions, limits."""

import re
import secrets
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.utils.http import urlencode

from accounts.models import User
from accounts.templatetags import browsers
from tenants.scope import tenant_scope
from tests.accounts.conftest import link_in_the_last_mail
from tests.make import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts")]
NEW_PASSWORD = "another long passphrase"


def sign_in(browser, user, password=PASSWORD):
    return browser.post("/accounts/login/", {"login": user.email, "password": password})


def who(browser) -> str:
    return browser.session.get("_auth_user_id", "")


def test_a_password_opens_the_door_and_a_wrong_one_says_no_more_than_an_unknown_address(visitor, atelier, confirmed):
    clara, browser = confirmed("Clara"), visitor(atelier)
    wrong = sign_in(browser, clara, "not her passphrase")
    unknown = browser.post("/accounts/login/", {"login": "nobody@example.com", "password": "not her passphrase"})
    said = [re.findall(r'role="alert">.*?</div></div>', answer.content.decode(), re.S) for answer in (wrong, unknown)]
    assert said[0] and said[0] == said[1] and not who(browser)
    assert sign_in(browser, clara)["Location"] == "/" and who(browser) == str(clara.pk)


def test_an_address_is_the_same_in_capitals(visitor, atelier, confirmed):
    clara, browser = confirmed("Clara"), visitor(atelier)
    browser.post("/accounts/login/", {"login": clara.email.upper(), "password": PASSWORD})
    assert who(browser) == str(clara.pk)


def test_who_may_not_sign_in_does_not(visitor, atelier, confirmed):
    clara, browser = confirmed("Clara"), visitor(atelier)
    User.objects.filter(pk=clara.pk).update(is_active=False)
    sign_in(browser, clara)
    assert not who(browser)


def test_the_session_is_another_one_after_signing_in(visitor, atelier, confirmed):
    clara, browser = confirmed("Clara"), visitor(atelier)
    browser.get("/accounts/login/")
    session = browser.session
    session["planted"] = True
    session.save()
    browser.cookies["session"] = session.session_key
    before = session.session_key
    sign_in(browser, clara)
    assert who(browser) == str(clara.pk) and browser.session.session_key != before


def test_cookies_stay_on_their_host_and_out_of_scripts(visitor, atelier, confirmed):
    browser = visitor(atelier)
    sign_in(browser, confirmed("Clara"))
    for name in ("session", "csrftoken"):
        browser.get("/accounts/email/")
        cookie = browser.cookies[name]
        assert cookie["domain"] == "" and cookie["path"] == "/"
        assert cookie["httponly"] and cookie["samesite"] == "Lax"


def test_in_production_the_browser_itself_keeps_cookies_to_the_host():
    import subprocess
    import sys

    says = (
        "from guildhall import settings as s; kinds = ('SESSION', 'CSRF', 'LANGUAGE');"
        "print(*(getattr(s, f'{k}_COOKIE_{w}') for w in ('NAME', 'SECURE', 'HTTPONLY') for k in kinds))"
    )
    out = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = ['platform', '.']\n{says}"],
        env={"GUILDHALL_ENV": "production", "GUILDHALL_SECRET_KEY": "x" * 50, "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert out.stdout.split() == ["__Host-session", "__Host-csrftoken", "__Host-language"] + ["True"] * 6


def test_too_many_wrong_passwords_are_stopped_on_this_marketplace_only(visitor, atelier, brigade, confirmed):
    clara = confirmed("Clara")
    for _ in range(5):
        sign_in(visitor(atelier), clara, "wrong " + secrets.token_hex(4))
    answer = sign_in(visitor(atelier), clara)
    assert answer.status_code == 200 and "Too many failed" in answer.content.decode()
    with tenant_scope(brigade):
        other = User.objects.create_user(clara.email, PASSWORD, name="Clara")
    assert "Too many failed" not in sign_in(visitor(brigade), other, "wrong").content.decode()


def test_one_address_cannot_knock_at_the_door_for_ever(atelier):
    browser = Client(HTTP_HOST=atelier.host, REMOTE_ADDR=f"2001:db8:{secrets.token_hex(2)}:7::1")

    def ask(number):
        return browser.post("/accounts/password/reset/", {"email": f"{number}@example.com"})

    with time_machine.travel(datetime.now(UTC), tick=False):  # however long it takes here, it is within the minute
        answers = [ask(number).status_code for number in range(21)]
        assert answers[:20] == [302] * 20 and answers[20] == 429
        assert "wait a few minutes" in ask(22).content.decode()


# ── Forgotten password ──────────────────────────────────────────────────────────────────────────────────────────


def reset(browser, link, password=NEW_PASSWORD):
    step = browser.get(urlsplit(link).path)
    if step.status_code != 302:
        return step
    return browser.post(step["Location"], {"password1": password, "password2": password})


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(visitor, atelier, confirmed):
    clara, browser = confirmed("Clara"), visitor(atelier)
    browser.post("/accounts/password/reset/", {"email": clara.email})
    link = link_in_the_last_mail()
    assert urlsplit(link).netloc == atelier.host
    assert reset(browser, link).status_code == 302
    assert sign_in(visitor(atelier), clara).status_code == 200, "the old one is gone"
    assert sign_in(visitor(atelier), clara, NEW_PASSWORD).status_code == 302
    again = reset(visitor(atelier), link, "yet another passphrase")
    assert again.status_code == 200 and "has been used" in again.content.decode()


def test_a_reset_link_of_one_marketplace_is_void_on_the_other(visitor, atelier, brigade, confirmed):
    clara = confirmed("Clara")
    with tenant_scope(brigade):  # to the byte the same person there: only the marketplace differs
        twin = User.objects.create(
            pk=clara.pk, email=clara.email, name=clara.name, password=clara.password, last_login=clara.last_login
        )
    visitor(atelier).post("/accounts/password/reset/", {"email": clara.email})
    link = link_in_the_last_mail()
    answer = reset(visitor(brigade), link)
    assert answer.status_code == 200 and "made for another address" in answer.content.decode()
    with tenant_scope(brigade):
        assert User.objects.get(pk=twin.pk).password == clara.password
    assert reset(visitor(atelier), link).status_code == 302


def test_asking_for_a_link_says_the_same_for_a_known_and_an_unknown_address(visitor, atelier, confirmed):
    clara = confirmed("Clara")
    answers = []
    for email in (clara.email, "nobody@example.com"):
        browser = visitor(atelier)
        answer = browser.post("/accounts/password/reset/", {"email": email})
        shown = browser.get(answer["Location"]).content.decode()
        answers.append((answer.status_code, answer["Location"], "If an account has this address" in shown))
    assert answers[0] == answers[1] == (302, "/accounts/password/reset/done/", True)


# ── Second step ─────────────────────────────────────────────────────────────────────────────────────────────────


def turn_on(browser) -> str:
    """Set up an authenticator app as a person does; returns its secret."""
    page = browser.get("/accounts/2fa/totp/activate/", follow=True)
    if page.request["PATH_INFO"] == "/accounts/reauthenticate/":
        page = browser.post(
            "/accounts/reauthenticate/", {"password": PASSWORD, "next": "/accounts/2fa/totp/activate/"}, follow=True
        )
    secret = page.context["form"].secret
    answer = browser.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    assert answer.status_code == 302, answer.context["form"].errors
    return secret


def code(secret: str, steps: int = 0) -> str:
    """What the app shows, now or in so many steps: the one before is still good for less than the time of a step."""
    _before, counter, _after = totp.yield_hotp_counters_from_time()
    return totp.format_hotp_value(totp.hotp_value(secret, counter + steps))


@pytest.fixture
def guarded(visitor, atelier, confirmed):
    """Clara with an authenticator app, and its secret."""
    clara, browser = confirmed("Clara"), visitor(atelier)
    sign_in(browser, clara)
    return clara, turn_on(browser), browser


def test_the_second_step_is_asked_for_and_a_code_works_once(visitor, atelier, guarded):
    clara, secret, _ = guarded
    browser = visitor(atelier)
    assert sign_in(browser, clara)["Location"] == "/accounts/2fa/authenticate/"
    assert not who(browser)
    wrong = browser.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200 and not who(browser)
    now = code(secret, 1)
    assert browser.post("/accounts/2fa/authenticate/", {"code": now}).status_code == 302
    assert who(browser) == str(clara.pk)
    other = visitor(atelier)
    sign_in(other, clara)
    other.post("/accounts/2fa/authenticate/", {"code": now})
    assert not who(other), "the same code again"
    kept = caches["default"]._cache.get_client()
    (used,) = kept.keys(f"*totp.used*user={clara.pk}&code={now}")
    assert kept.ttl(used) > 60, "it is remembered as long as it is good"


def test_a_recovery_code_works_once(visitor, atelier, guarded):
    clara, _, browser = guarded
    page = browser.get("/accounts/2fa/recovery-codes/")
    one = page.context["unused_codes"][0]
    assert one in page.content.decode()
    first = visitor(atelier)
    sign_in(first, clara)
    first.post("/accounts/2fa/authenticate/", {"code": one})
    assert who(first) == str(clara.pk)
    second = visitor(atelier)
    sign_in(second, clara)
    second.post("/accounts/2fa/authenticate/", {"code": one})
    assert not who(second)


def test_no_page_opens_between_the_two_steps(visitor, atelier, guarded):
    clara, *_ = guarded
    browser = visitor(atelier)
    sign_in(browser, clara)
    for path in ("/settings/security/", "/accounts/email/", "/accounts/2fa/", "/manage/"):
        assert browser.get(path).status_code == 302, path


def test_the_console_has_no_door_of_its_own_without_the_second_step(visitor, atelier):
    answer = visitor(atelier).get("/manage/login/", {"next": "/manage/pages/"})
    assert answer["Location"] == "/accounts/login/?" + urlencode({"next": "/manage/pages/"})
    assert visitor(atelier).post("/manage/login/", {"username": "x", "password": "y"}).status_code == 405
    assert visitor(atelier).get("/manage/password_reset/")["Location"] == "/accounts/password/reset/"


def test_secrets_of_the_second_step_lie_locked_in_the_database(guarded):
    clara, secret, _ = guarded
    stored = Authenticator.objects.get(user=clara, type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in stored and stored.startswith("gAAAA")


def test_the_app_shows_the_marketplaces_name(visitor, atelier, confirmed):
    from allauth.core import context
    from allauth.mfa.adapter import get_adapter

    clara = confirmed("Clara")
    assert "issuer=Atelier" in get_adapter().build_totp_url(clara, "SECRET")
    assert context is not None


# ── Sessions ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_sees_where_one_is_signed_in_and_signs_out_elsewhere(visitor, atelier, confirmed):
    clara, here, there = confirmed("Clara"), visitor(atelier), visitor(atelier)
    sign_in(there, clara)
    sign_in(here, clara)
    page = here.get("/accounts/sessions/").content.decode()
    assert "This device" in page and page.count("2001:db8:") == 2
    here.post("/accounts/sessions/")
    assert here.get("/settings/security/").status_code == 200
    assert there.get("/settings/security/").status_code == 302


@pytest.mark.parametrize(
    ("user_agent", "called"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("curl/8.1", "curl/8.1"),
        ("", "Unknown browser"),
    ],
)
def test_a_browser_is_called_as_people_call_it(user_agent, called):
    assert browsers.browser(user_agent) == called


def test_a_changed_password_is_told_by_mail(visitor, atelier, confirmed):
    clara, browser = confirmed("Clara"), visitor(atelier)
    sign_in(browser, clara)
    browser.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )
    assert mail.outbox[-1].to == [clara.email] and "password" in mail.outbox[-1].body

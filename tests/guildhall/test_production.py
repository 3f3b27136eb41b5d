"""An installation for real people's money: nothing of the demo is there, and a proxy is believed what it was set up
for and nothing else."""

import secrets
import subprocess
import sys
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client, RequestFactory

from accounts.hashing import Quick
from guildhall import checks
from guildhall.demo import cast
from kernel import clock
from launch import throttle
from tests import make

pytestmark = pytest.mark.django_db
SECRET = "a secret of at least forty characters, made for this"
THROUGH_PROXY = {"HTTP_X_FORWARDED_PROTO": "https"}


@pytest.fixture
def production(settings):
    settings.ENVIRONMENT, settings.DEMO = "production", False
    settings.SECRET_KEY, settings.SECURE_HSTS_SECONDS = SECRET, 31_536_000
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    return settings


@pytest.fixture
def behind_proxy(production):
    production.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    production.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    return production


def complaints() -> list[str]:
    return [found.id for found in checks.nothing_of_the_demo_in_production(None)]


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("SECRET_KEY", "short", "guildhall.E002"),
        ("SECRET_KEY", None, "guildhall.E002"),
        ("DEBUG", True, "guildhall.E003"),
        ("ALLAUTH_TRUSTED_PROXY_COUNT", 0, "guildhall.E004"),
        ("ENVIRONMENT", "produktion", "guildhall.E001"),
    ],
)
def test_a_setting_that_would_hurt_real_people_is_refused_at_the_start(behind_proxy, name, value, complaint):
    assert complaints() == []
    setattr(behind_proxy, name, behind_proxy.DEMO_SECRET_KEY if value is None else value)
    assert complaints() == [complaint]


@pytest.mark.parametrize(
    "path", ["/clock/", "/outbox/", "/outbox/1/", "/errors/500/", "/errors/form/", "/pay/stripe-test/cs_1/"]
)
def test_no_page_of_the_demo_is_there(production, client_for, atelier, at_public, path):
    owner = make.user("Olga", is_staff=True, is_superuser=True)
    for browser in (client_for(atelier), client_for(atelier, owner), at_public):
        assert browser.get(path, secure=True).status_code == 404


def test_nobody_speaks_for_the_stand_in_of_stripe(production, client_for, atelier, at_public):
    for browser, path in ((client_for(atelier), "/hooks/stripe/marketplace/"), (at_public, "/hooks/stripe/")):
        assert browser.post(path, b"{}", content_type="application/json", secure=True).status_code in (400, 404)


def test_the_demos_clock_people_and_passwords_do_not_exist(production):
    with pytest.raises(clock.ClockIsReal):
        clock.shift(timedelta(days=1))
    with pytest.raises(Exception, match="production"):
        cast.ensure_operator()
    kept = Quick().encode(cast.PASSWORD, "salt")
    assert not check_password(cast.PASSWORD, kept), "a demo's database opens to nobody here"


def test_behind_the_proxy_pages_are_secure_and_say_so(behind_proxy, atelier):
    browser = Client(HTTP_HOST=atelier.host)
    told = browser.get("/accounts/login/", **THROUGH_PROXY)
    assert told["Strict-Transport-Security"] == "max-age=31536000"
    assert all(morsel["secure"] for morsel in told.cookies.values()) and told.cookies
    assert "Strict-Transport-Security" not in browser.get("/accounts/login/")


def test_without_a_proxy_nobody_says_that_a_request_was_secure(production, atelier):
    assert production.SECURE_PROXY_SSL_HEADER is None
    told = Client(HTTP_HOST=atelier.host).get("/accounts/login/", **THROUGH_PROXY)
    assert "Strict-Transport-Security" not in told


@pytest.mark.parametrize("forwarded", ["brigade.localhost", "evil.example"])
def test_the_host_is_the_hosts_alone(behind_proxy, atelier, forwarded):
    more = {"HTTP_X_FORWARDED_HOST": forwarded, "HTTP_FORWARDED": f"host={forwarded}", "HTTP_X_HOST": forwarded}
    page = Client(HTTP_HOST=atelier.host).get("/jobs/", **THROUGH_PROXY, **more)
    assert atelier.name in page.content.decode() and forwarded not in page.content.decode()


@pytest.mark.parametrize(
    "host", ["evil.example", "atelier.localhost.evil.example", "atelier.localhost@evil.example", ""]
)
def test_a_host_that_nobody_has_is_nobodys(behind_proxy, atelier, host):
    page = Client(HTTP_HOST=host).get("/", **THROUGH_PROXY)
    assert page.status_code == 404 and "evil" not in page.content.decode()


def test_behind_the_proxy_each_visitor_has_limits_of_her_own(behind_proxy):
    def may(address: str, n: int) -> bool:
        told = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": f"6.6.6.{n}, {address}"}
        return throttle.may_mail(RequestFactory().post("/start/later/", **told), f"{secrets.token_hex(6)}@example.com")

    hers, his = (f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1" for _visitor in range(2))
    assert [may(hers, n) for n in range(throttle.BY_ONE + 1)] == [True] * throttle.BY_ONE + [False]
    assert may(his, 0), "another visitor, through the same proxy"


def _as_installed(says: str, **env: str) -> str:
    """What an installation with this environment answers, read in a process of its own."""
    says = f"import sys; sys.path[:0] = ['platform', '.']; from guildhall import settings as s; print({says})"
    env = {"GUILDHALL_ENV": "production", "GUILDHALL_SECRET_KEY": SECRET, "PATH": "", **env}
    return subprocess.run([sys.executable, "-c", says], env=env, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    ("server", "said"),
    [
        (None, "localhost 25 '' '' False"),
        ("smtp+tls://post:a%2Fb@mail.example.com:587", "mail.example.com 587 'post' 'a/b' True"),
    ],
)
def test_letters_go_to_the_server_that_the_environment_names_and_wait_for_it_ten_seconds(server, said):
    asked = "s.EMAIL_HOST, s.EMAIL_PORT, repr(s.EMAIL_HOST_USER or ''), repr(s.EMAIL_HOST_PASSWORD or ''), "
    asked += "getattr(s, 'EMAIL_USE_TLS', False), s.EMAIL_BACKEND.rpartition('.')[2], s.EMAIL_TIMEOUT"
    env = {"GUILDHALL_SMTP": server} if server else {}
    assert _as_installed(asked, **env).strip() == f"{said} EmailBackend 10"

"""What no browser of ours would send: answered by a page in the marketplace's name, nothing done, never a 500."""

from http.cookies import SimpleCookie

import pytest
from django.test import Client

from marketplace.jobs.models import Job
from marketplace.members.models import Member
from tests import make

pytestmark = pytest.mark.usefixtures("rolled_back")
HOST = "atelier.localhost"
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data"
UNREADABLE = [
    (f"{FORM}; charset=utf-16", b"name=b"),
    (f"{FORM}; charset=utf-7", b"name=b"),
    (FORM, b"&".join(b"a%d=1" % number for number in range(3000))),
    (PARTS, b"x"),
]
ODD = [
    ("application/json", b'{"name":'),
    ("text/xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
    (f"{PARTS}; boundary=x", b'--x\r\nContent-Disposition: form-data; name="name"\r\n'),
]
QUERIES = [
    "q=%00",
    "page=%00",
    "page=-1",
    "page=" + "9" * 40,
    "q=" + "a" * 9000,
    "q=%E2%80%AE%3Cb%3E",
    "sort=%00&sort=x",
]
VALUES = [
    "a\x00b",
    "\x01\x1b[31m",
    "9" * 40,
    "-1",
    "1e999",
    "NaN",
    "'; DROP TABLE x;--",
    "../../etc/passwd",
    "x" * 100_000,
]


@pytest.fixture(scope="module")
def hers(module_db) -> dict[str, str]:
    """What Clara's browser carries; she is the only member."""
    browser = Client(HTTP_HOST=HOST)
    browser.force_login(make.client("Clara").user, backend="django.contrib.auth.backends.ModelBackend")
    return {name: cookie.value for name, cookie in browser.cookies.items()}


@pytest.fixture
def clara(hers, rolled_back):
    """Clara's browser; a form without its token is refused, as everywhere but in tests."""
    browser = Client(HTTP_HOST=HOST, raise_request_exception=False)
    browser.cookies = SimpleCookie(hers)
    return browser


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize(("kind", "body"), UNREADABLE)
def test_what_cannot_be_read_is_said_in_the_marketplaces_own_way(clara, kind, body, strict):
    clara.get("/settings/profile/")
    clara.handler.enforce_csrf_checks = strict
    answer = clara.post("/settings/profile/", body, content_type=kind)
    assert answer.status_code == 400
    assert "nothing was done" in answer.content.decode()


@pytest.mark.parametrize(("kind", "body"), ODD)
@pytest.mark.parametrize("path", ["/settings/profile/", "/jobs/new/"])
def test_a_form_in_another_wrapping_is_an_empty_form(clara, path, kind, body):
    answer = clara.post(path, body, content_type=kind)
    assert answer.status_code in (400, 422)
    assert not Job.objects.exclude(state="draft").exists() and Member.objects.get().name == "Clara"


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(
    "path", ["/", "/jobs/", "/talent/", "/jobs/mine/", "/messages/", "/notifications/", "/contracts/"]
)
def test_any_query_is_a_page(clara, path, query):
    assert clara.get(f"{path}?{query}").status_code == 200


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize(
    "path", ["/settings/profile/", "/settings/company/", "/settings/notices/", "/payouts/methods/"]
)
def test_a_value_that_is_none_breaks_nothing(clara, path, value):
    fields = (
        "name",
        "headline",
        "bio",
        "country",
        "time_zone",
        "language",
        "company",
        "website",
        "hires",
        "works",
        "kind",
    )
    answer = clara.post(path, dict.fromkeys(fields, value))
    assert answer.status_code in (200, 302, 422)
    assert Member.objects.get().time_zone != "../../etc/passwd"


@pytest.mark.parametrize("token", ["%00", "x" * 3000, "%E2%80%AE", "..%2f"])
def test_a_webhook_for_nobody_is_not_found(clara, token):
    answer = clara.post(f"/hooks/stripe/{token}/", b"{}", content_type="application/json")
    assert answer.status_code == 404

"""What a browser's cookie may say without anything breaking."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session

from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "value", ['"\\000aaaaaaaaaaaaaaaa"', '"\\377\\376aaaaaaaaaaaa"', "a" * 5000, "''; --", "%00%00%00%00%00"]
)
@pytest.mark.parametrize("name", ["session", "csrftoken", "language", "messages"])
def test_a_cookie_we_never_set_is_no_sign_in_and_breaks_nothing(browser, name, value):
    answer = browser.get("/accounts/login/", headers={"cookie": f"{name}={value}"})
    assert answer.status_code == 200
    assert not answer.wsgi_request.user.is_authenticated


@pytest.mark.parametrize(("seconds", "is_in"), [(60, True), (-1, False)])
def test_a_session_that_ran_out_signs_nobody_in(client_for, atelier, seconds, is_in):
    browser = client_for(atelier, make.client("Clara").user)
    Session.objects.update(expire_date=datetime.now(UTC) + timedelta(seconds=seconds))
    assert browser.get("/").wsgi_request.user.is_authenticated is is_in


@pytest.mark.parametrize("path", ["/settings/", "/contracts/", "/earnings/", "/messages/", "/notifications/", "/"])
def test_what_a_signed_in_person_sees_is_kept_by_no_cache(client_for, atelier, path):
    answer = client_for(atelier, make.client("Clara").user).get(path)
    assert answer.status_code in (200, 302, 403, 404)
    assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]


def test_what_says_itself_how_long_it_is_good_for_is_believed(client_for, atelier):
    answer = client_for(atelier, make.client("Clara").user).get("/theme/icon.svg")
    assert "public" in answer["Cache-Control"] and "no-store" not in answer["Cache-Control"]


def test_the_chosen_language_is_kept_in_a_cookie_of_this_host_alone(client_for, brigade, settings):
    settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_COOKIE_SECURE = "__Host-language", True
    browser = client_for(brigade)
    cookie = browser.post("/language/", {"language": "en", "next": "/"}).cookies["__Host-language"]
    assert (cookie.value, cookie["domain"], cookie["path"]) == ("en", "", "/")
    assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax"
    assert browser.get("/accounts/login/", HTTP_ACCEPT_LANGUAGE="de")["Content-Language"] == "en"

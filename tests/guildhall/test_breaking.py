"""The demo shows every page of what goes wrong under an address of its own; in production there are none."""

import pytest
from django.test import Client

ANSWERS = {"400": 400, "403": 403, "404": 404, "500": 500, "503": 503, "away": 503, "form": 403, "paused": 503}


@pytest.fixture
def browser(db):
    return Client(SERVER_NAME="atelier.localhost", raise_request_exception=False)


@pytest.mark.parametrize("kind", ANSWERS)
def test_each_kind_of_trouble_has_its_page(browser, kind):
    answer = browser.get(f"/errors/{kind}/")
    assert answer.status_code == ANSWERS[kind]
    assert "<h1>" in answer.content.decode()


def test_production_breaks_nothing_on_purpose(browser, settings):
    settings.DEMO = False
    assert browser.get("/errors/500/").status_code == 404

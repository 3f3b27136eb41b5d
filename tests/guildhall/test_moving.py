"""The demo's clock can be moved on its page and by a command; in production neither is to be had."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def real_time():
    clock.reset()
    yield
    clock.reset()


def test_days_pass_on_the_page(client, atelier):
    client.defaults["HTTP_HOST"] = "atelier.localhost"
    assert client.get("/clock/").status_code == 200
    assert client.post("/clock/", {"days": "5"}).headers["Location"] == "/clock/"
    assert clock.shifted_by() == timedelta(days=5)


@pytest.mark.parametrize("days", ["0", "-1", "367", "x", ""])
def test_a_clock_that_would_run_back_or_away_is_refused(client, atelier, days):
    client.defaults["HTTP_HOST"] = "atelier.localhost"
    answer = client.post("/clock/", {"days": days})
    assert answer.status_code == 422
    assert clock.shifted_by() == timedelta()


def test_days_pass_by_command(atelier):
    call_command("clock", "atelier", days=14, stdout=StringIO())
    assert clock.shifted_by() == timedelta(days=14)
    with pytest.raises(CommandError):
        call_command("clock", "atelier", days=-1)
    with pytest.raises(CommandError, match="no marketplace"):
        call_command("clock", "nowhere")


def test_in_production_there_is_no_such_page(client, atelier, settings):
    settings.DEMO = False
    client.defaults["HTTP_HOST"] = "atelier.localhost"
    assert client.get("/clock/").status_code == 404
    settings.ENVIRONMENT = "production"
    with pytest.raises(CommandError, match="production"):
        call_command("clock", "atelier", days=1)

"""Redis goes away: what a page needs it does without, and nothing that was asked for is lost."""

import os
import secrets

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import transaction
from django.test import RequestFactory
from kombu import Connection

from kernel import live, outage
from launch import throttle
from tenants import cache as redis_or_own
from tenants import dispatching, tasks
from tests import make
from tests.waiting import PATIENCE

pytestmark = pytest.mark.django_db
NOWHERE = "redis://127.0.0.1:1/0"  # nobody listens on port 1


@pytest.fixture
def without_redis(settings):
    outage.over()
    settings.REDIS_URL = NOWHERE
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": NOWHERE}}
    live._redis.cache_clear()
    yield
    live._redis.cache_clear()
    redis_or_own._own.clear()
    outage.over()


@pytest.mark.parametrize("path", ["/jobs/", "/talent/", "/accounts/login/", "/settings/"])
def test_pages_are_answered(without_redis, atelier, client_for, clara, path):
    assert client_for(atelier, clara).get(path).status_code in (200, 302)
    outage.over()
    assert client_for(atelier).get(path).status_code in (200, 302)


def test_one_signs_in(without_redis, atelier, client_for):
    nora, browser = make.user("Nora"), client_for(atelier)
    EmailAddress.objects.create(user=nora, email=nora.email, verified=True, primary=True)
    nora.set_password(make.PASSWORD)
    nora.save()
    browser.post("/accounts/login/", {"login": nora.email, "password": make.PASSWORD})
    assert browser.get("/settings/security/").status_code == 200


def test_nothing_is_found_and_nothing_kept(without_redis):
    cache.set("a", 1)
    assert (cache.get("a", 7), cache.get_many(["a"]), "a" in cache, cache.add("b", 1)) == (7, {}, False, True)
    assert (cache.incr("b"), cache.delete("a"), cache.touch("a")) == (1, False, False)
    cache.set_many({"a": 1})
    cache.delete_many(["a"])


def test_sign_in_keeps_its_limits(without_redis, atelier, client_for):
    """As with Redis: five wrong passwords, for this process."""
    nora = make.user("Nora")
    EmailAddress.objects.create(user=nora, email=nora.email, verified=True, primary=True)
    nora.set_password(make.PASSWORD)
    nora.save()
    for _try in range(5):
        client_for(atelier).post("/accounts/login/", {"login": nora.email, "password": "guessed"})
    locked = client_for(atelier).post("/accounts/login/", {"login": nora.email, "password": make.PASSWORD})
    assert "Too many failed" in locked.content.decode()


def test_a_code_of_the_second_step_is_good_once_also_when_redis_is_back(without_redis, settings):
    used = "allauth.mfa.totp.used?user=7&code=123456"
    assert cache.add(used, True, 90) and not cache.add(used, True, 90)
    with_redis(settings)
    assert not cache.add(used, True, 90)


def test_mails_to_strangers_are_counted_and_go_on_being_counted(without_redis, settings):
    ask, email = RequestFactory().post("/start/later/"), f"{secrets.token_hex(6)}@example.com"
    assert [throttle.may_mail(ask, email) for _ in range(throttle.TO_ONE + 1)] == [True] * throttle.TO_ONE + [False]
    with_redis(settings)
    assert not throttle.may_mail(ask, email)


def with_redis(settings) -> None:
    """It is back."""
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": os.environ["REDIS_URL"]}}
    outage.over()


def test_news_and_wake_ups_are_let_go_after_the_commit(without_redis, atelier, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        transaction.on_commit(lambda: live.publish(live.channel("t_1", "member", 1), "notices", {}))
        transaction.on_commit(dispatching.wake)


@pytest.mark.parametrize("task", [tasks.tend, tasks.tend_public])
def test_a_task_that_cannot_be_queued_stops_nobody(without_redis, atelier, task):
    with Connection(NOWHERE) as nowhere:
        assert task.apply_async(connection=nowhere) is None


def test_what_does_not_answer_is_left_alone_for_a_while(without_redis, monkeypatch):
    monkeypatch.setattr(outage, "PAUSE", PATIENCE)
    asked = []

    def ask() -> None:
        asked.append(1)
        live._redis().ping()

    for _ in range(3):
        outage.attempt(ask, None)
    assert asked == [1]
    outage.over()
    outage.attempt(ask, None)
    assert asked == [1, 1]

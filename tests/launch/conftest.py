"""Somebody at the wizard."""

import pytest
from django.core.cache import cache

from launch.models import SignupDraft
from tenants.scope import public_scope

ANSWERS = {
    "idea": {"niche": "beekeeping", "trade": "", "language": "en"},
    "name": {"name": "Hive Counsel", "slug": ""},
    "brand": {"theme": "signal", "drawn_from": "signal", "primary": "#4338ca", "accent": "#111111", "type": "grotesk",
              "radius": "soft"},
    "money": {"currency": "GBP", "country": "GB", "fee": "per_client_20", "flat": "10", "client": "2.5",
              "fixed": "on", "hourly": "on"},
    "account": {"owner_name": "Wanda Bell", "email": "wanda@example.com", "password": "combs and quiet smoke"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def letterboxes(db):
    """Nobody has had a mail yet: the count of the hour lies in the cache, which outlives a test."""
    people = ("wanda@example.com", "nobody@example.com", "flooded@example.com")
    with public_scope():
        cache.delete_many(["launch.mail.by.127.0.0.1", *(f"launch.mail.to.{email}" for email in people)])


@pytest.fixture
def answer(at_public):
    """`answer("name", name="…")` sends a step of the wizard with the usual answers, changed as said."""

    def send(step, path="", **changed):
        return at_public.post(f"/start/{step}/{path}", ANSWERS[step] | changed)

    return send


@pytest.fixture
def upto(answer):
    """`upto("brand")` takes the steps before it."""

    def take(step):
        for name in ANSWERS:
            if name == step:
                return
            assert answer(name).status_code == 302, name

    return take


@pytest.fixture
def draft(at_public):
    """The sign-up that the browser holds, as it is in the database now."""

    def held():
        with public_scope():
            return SignupDraft.objects.get(uuid=at_public.session["sign_up"])

    return held

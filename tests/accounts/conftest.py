"""Doors, tried from an address of one's own: rate limits outlive a test."""

import re
import secrets

import pytest
from django.core import mail
from django.test import Client

from accounts import actions
from kernel import clock
from kernel.actors import SYSTEM
from tests import make


@pytest.fixture
def visitor():
    """`visitor(atelier)` is somebody's browser at that host, from an address nobody else has."""

    def browser(tenant_or_host) -> Client:
        host = getattr(tenant_or_host, "host", tenant_or_host)
        address = f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1"
        return Client(HTTP_HOST=host, REMOTE_ADDR=address, HTTP_ACCEPT_LANGUAGE="en")

    return browser


@pytest.fixture
def confirmed(db):
    """`confirmed("Clara")` has a password and a confirmed e-mail of her own, in the marketplace that is active."""

    def person(name: str, password: str = make.PASSWORD):
        user = make.user(name, email=f"{name.lower()}-{secrets.token_hex(4)}@example.com")
        user.set_password(password)
        user.save()
        actions.confirm_email(user=user, actor=SYSTEM, at=clock.now())
        return user

    return person


def code_in_the_last_mail() -> str:
    return re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", str(mail.outbox[-1].body), re.M)[1]


def link_in_the_last_mail() -> str:
    return re.search(r"https?://\S+/accounts/password/reset/key/\S+", str(mail.outbox[-1].body))[0]


def an_hour_passes(browser: Client) -> None:
    """The steps by which this browser signed in are an hour old."""
    session = browser.session
    for step in session["account_authentication_methods"]:
        step["at"] -= 3600
    session.save()


def signed_in(browser: Client) -> str:
    """The id of whoever this browser is signed in as, or nothing."""
    return browser.session.get("_auth_user_id", "") if browser.cookies else ""

"""Signing up: with a confirmed e-mail, under the marketplace's own name, and nobody learns who is a member."""

import secrets
from typing import ClassVar

import pytest
from django.conf import settings
from django.core import mail

from accounts.hashing import Quick
from accounts.models import User
from kernel import history
from tests.accounts.conftest import code_in_the_last_mail
from tests.make import PASSWORD

pytestmark = pytest.mark.django_db


def form(**more):
    email = f"clara-{secrets.token_hex(4)}@example.com"
    return {"purpose": "client", "name": "Clara Client", "email": email, "password1": PASSWORD, **more}


def test_somebody_signs_up_confirms_her_mail_and_is_in(visitor, atelier):
    browser, typed = visitor(atelier), form()
    answer = browser.post("/accounts/signup/", typed)
    assert answer.status_code == 302 and answer["Location"] == "/accounts/confirm-email/"
    user = User.objects.get(email=typed["email"])
    assert (user.name, user.language) == ("Clara Client", "en")
    assert "_auth_user_id" not in browser.session

    entry = history.of(user).get()
    assert (entry.event, entry.data, entry.actor_id) == ("user.join", {"as": "client"}, user.pk)

    letter = mail.outbox[-1]
    assert letter.to == [typed["email"]] and letter.from_email == '"Atelier" <no-reply@atelier.localhost>'
    assert letter.subject.startswith("Atelier: ") and "Atelier" in letter.body
    assert settings.PUBLIC_NAME not in letter.subject + letter.body + letter.alternatives[0][0]

    page = browser.get("/accounts/confirm-email/")
    assert page.status_code == 200 and typed["email"] in page.content.decode()
    answer = browser.post("/accounts/confirm-email/", {"code": code_in_the_last_mail()})
    assert answer.status_code == 302 and answer["Location"] == "/settings/profile/"
    assert browser.session["_auth_user_id"] == str(user.pk)


def test_the_sign_up_page_asks_whether_one_hires_or_works_and_remembers_what_was_clicked(visitor, atelier):
    page = visitor(atelier).get("/accounts/signup/?as=freelancer").content.decode()
    assert "I want to hire" in page and "I want to work" in page
    assert 'value="freelancer"' in page and 'value="freelancer" checked' in " ".join(page.split()).replace(
        "required ", ""
    ).replace(' id="id_purpose_1"', "")


@pytest.mark.parametrize(
    "wrong", [{"purpose": ""}, {"purpose": "spy"}, {"name": ""}, {"email": "x"}, {"password1": "short"}]
)
def test_what_is_missing_is_said_and_nothing_is_kept(visitor, atelier, wrong):
    typed = form(**wrong)
    answer = visitor(atelier).post("/accounts/signup/", typed)
    assert answer.status_code == 200
    assert "field-error" in answer.content.decode() and "field-bad" in answer.content.decode()
    assert not User.objects.filter(email=typed["email"]).exists() and mail.outbox == []


def test_an_owner_on_the_public_site_neither_hires_nor_works(visitor):
    browser, typed = visitor(settings.PUBLIC_HOST), form()
    assert "I want to hire" not in browser.get("/accounts/signup/").content.decode()
    del typed["purpose"]
    assert browser.post("/accounts/signup/", typed).status_code == 302
    assert mail.outbox[-1].subject.startswith(settings.PUBLIC_NAME)
    assert not User.objects.filter(email=typed["email"]).exists(), "she is no member of Atelier"


def test_a_known_address_gets_the_same_answer_as_an_unknown_one(visitor, atelier, confirmed):
    clara = confirmed("Clara")
    known = visitor(atelier).post("/accounts/signup/", form(email=clara.email))
    unknown = visitor(atelier).post("/accounts/signup/", form())
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert User.objects.filter(email=clara.email).count() == 1
    assert mail.outbox[0].to == [clara.email]
    assert "already exists" in mail.outbox[0].body


class Counted(Quick):
    """Hashes, and says how often it did."""

    made: ClassVar[list[int]] = []

    def encode(self, password, salt, iterations=None):
        self.made.append(1)
        return super().encode(password, salt, iterations)


def test_a_known_address_costs_as_many_hashes_as_an_unknown_one(visitor, atelier, confirmed, settings):
    """A hash is what takes time: an answer that needs none comes sooner, and says that the address is known."""
    clara = confirmed("Clara")
    settings.PASSWORD_HASHERS = [f"{__name__}.Counted"]
    counts = []
    for typed in (form(email=clara.email), form()):
        Counted.made.clear()
        visitor(atelier).post("/accounts/signup/", typed)
        counts.append(len(Counted.made))
    assert counts == [1, 1]


def test_a_code_of_one_marketplace_is_void_on_the_other(visitor, atelier, brigade):
    here, there = visitor(atelier), visitor(brigade)
    typed = form()
    here.post("/accounts/signup/", typed)
    code = code_in_the_last_mail()
    there.post("/accounts/signup/", typed)
    for name, morsel in here.cookies.items():
        there.cookies[name] = morsel.value  # even with the other's cookies
    there.post("/accounts/confirm-email/", {"code": code})
    assert "_auth_user_id" not in there.session


def test_a_wrong_code_three_times_ends_the_attempt(visitor, atelier):
    browser = visitor(atelier)
    browser.post("/accounts/signup/", form())
    for _ in range(3):
        browser.post("/accounts/confirm-email/", {"code": "WRONG-1"})
    answer = browser.post("/accounts/confirm-email/", {"code": code_in_the_last_mail()})
    assert "_auth_user_id" not in browser.session and answer.status_code == 302


def test_members_of_one_marketplace_are_strangers_on_the_other(visitor, atelier, brigade, confirmed):
    clara = confirmed("Clara")
    answer = visitor(brigade).post("/accounts/login/", {"login": clara.email, "password": PASSWORD})
    assert answer.status_code == 200
    answer = visitor(atelier).post("/accounts/login/", {"login": clara.email, "password": PASSWORD})
    assert answer.status_code == 302

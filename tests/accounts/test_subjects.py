"""What stands above the library's letters: our own words, in the marketplace's languages."""

from pathlib import Path

import allauth
import pytest
from django.core import mail
from django.template.loader import get_template

import accounts

OURS = Path(accounts.__file__).parent
LETTERS = Path(allauth.__file__).parent / "templates"
SUBJECTS = sorted(
    str(path.relative_to(LETTERS)) for app in ("account", "mfa") for path in LETTERS.glob(f"{app}/email/*_subject.txt")
)


@pytest.mark.parametrize("name", SUBJECTS)
def test_no_letter_leaves_under_the_librarys_own_subject(name):
    origin = Path(get_template(name).origin.name)
    assert origin.is_relative_to(OURS), f"{name} speaks the library's words"


@pytest.mark.django_db
def test_a_forgotten_password_is_answered_in_our_words(visitor, atelier, confirmed):
    clara = confirmed("Clara")
    visitor(atelier).post("/accounts/password/reset/", {"email": clara.email})
    assert mail.outbox[-1].subject == "Atelier: Set a new password"

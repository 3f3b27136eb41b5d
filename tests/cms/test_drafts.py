"""The first drafts of an owner's pages, in her language."""

import re

import pytest
from django.utils import translation

from cms import legal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", [legal.help_text, legal.terms_text])
def test_days_stand_in_the_digits_of_the_country(brigade, in_brigade, monkeypatch, text):
    monkeypatch.setattr(brigade, "country", "KW")
    with in_brigade(), translation.override("ar"):
        told = re.sub(r"<[^>]*>", " ", text())
    assert "١٤" in told and not re.search(r"[0-9]", told)


def test_days_stand_in_plain_digits_where_people_read_those(brigade, in_brigade):
    with in_brigade(), translation.override("en"):
        assert "14 days" in legal.help_text()

"""What a notice says is written for who reads it, not for the worker that sends it."""

import pytest
from django.core import mail
from django.utils import translation

from marketplace.notices import mail as letters
from marketplace.notices import queries
from marketplace.notices.models import Notice
from tests.marketplace import stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opening")]
OPENINGS = stage.OPENINGS


def _notice(**params):
    return Notice(kind="plain", params={"title": "%(who)s: %(what)s", **params})


def test_a_subject_is_plain_text_with_its_apostrophes():
    told = {"title": "L'espace d'Olga & Cie", "body": "", "action": "x", "address": "/", "settings_address": "/"}
    letters.send(template="notices/mail/notice", to="clara@example.com", language="fr", context=told | {"member": None})
    assert mail.outbox[-1].subject == "L'espace d'Olga & Cie"
    assert "L'espace d'Olga & Cie" in mail.outbox[-1].body


def test_an_amount_is_written_when_it_is_read():
    notice = _notice(who="Felix", what={"minor": 123450, "currency": "EUR"})
    with translation.override("de"):
        assert queries.spoken(notice).title == "Felix: 1.234,50\xa0€"
    with translation.override("en"):
        assert queries.spoken(notice).title == "Felix: €1,234.50"


def test_names_and_titles_keep_their_own_direction_where_lines_run_from_the_right():
    with translation.override("ar"):
        assert (
            queries.spoken(_notice(who="Felix", what="Rig, twice.")).title
            == "\u2068Felix\u2069: \u2068Rig, twice.\u2069"
        )


def test_news_of_a_milestone_keep_the_amount_and_no_text_of_it(work):
    """The worker that relays them reads no language: whatever it wrote would reach everybody so."""
    work.fund()
    kept = [notice.params["amount"] for notice in Notice.objects.filter(params__has_key="milestone")]
    assert kept and all(amount == {"minor": work.milestone().amount_minor, "currency": "USD"} for amount in kept)

"""An owner's short texts, by language: typed in her console, said on pages and in mails, each member in her own."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail

from kernel import history
from marketplace.notices import mail as notices
from tests import make
from theming import brand, words
from theming.models import Brand

pytestmark = pytest.mark.django_db
DE = {"tagline": "Hände, die bauen", "footer": "Brigade, Hamburg", "funds": "Treuhandgeld", "jobs": "Baustellen",
      "greeting": "Moin,", "closing": "Bis bald, Ihre Brigade", "client": "Bauherr"}  # fmt: skip
EN = {"tagline": "Hands that build", "jobs": "Sites", "greeting": "Hello,"}


@pytest.fixture(autouse=True)
def _nothing_remembered(in_brigade):
    with in_brigade():
        brand.forget()
    yield
    with in_brigade():
        brand.forget()


@pytest.fixture
def owner(in_brigade, brigade, client_for):
    """Brigade speaks German, and English beside it."""
    with in_brigade():
        person = make.user("Olga")
        person.groups.add(Group.objects.get(name="owner"))
        return client_for(brigade, person)


def _typed(de=DE, en=EN):
    blank = dict.fromkeys(words.WORDS, "")
    said = {"de": blank | de, "en": blank | en}
    return {f"{language}-{name}": text for language, texts in said.items() for name, text in texts.items()}


def _page(client_for, brigade, path, language):
    visitor = client_for(brigade)
    visitor.post("/language/", {"language": language, "next": "/"})
    return visitor.get(path).content.decode()


def test_each_language_of_the_marketplace_has_its_fields(owner):
    page = owner.get("/manage/texts/").content.decode()
    assert "Deutsch" in page and "English" in page
    assert 'name="de-tagline"' in page and 'name="en-closing"' in page and 'name="fr-tagline"' not in page


def test_pages_say_the_owners_words_in_the_language_that_is_read(owner, client_for, brigade):
    assert owner.post("/manage/texts/", _typed()).status_code == 302
    german, english = (_page(client_for, brigade, "/jobs/", language) for language in ("de", "en"))
    assert "Hände, die bauen" in german and "Baustellen" in german and "Brigade, Hamburg" in german
    assert "Hands that build" in english and "Sites" in english and "Baustellen" not in english


def test_what_is_left_empty_is_said_in_the_main_language_and_then_as_usual(owner, client_for, brigade, in_brigade):
    owner.post("/manage/texts/", _typed())
    assert "Brigade, Hamburg" in _page(client_for, brigade, "/jobs/", "en")
    with in_brigade():
        said = brand.current().words
        assert (str(said.funds), str(said.client), str(said.freelancer)) == ("Treuhandgeld", "Bauherr", "Freelancer")


def test_mails_begin_and_end_in_the_readers_language(owner, brigade, in_brigade):
    owner.post("/manage/texts/", _typed())
    told = {"title": "x", "body": "y", "action": "z", "address": "/", "settings_address": "/", "member": None}
    with in_brigade():
        for language in ("de", "en"):
            notices.send(template="notices/mail/notice", to="clara@example.com", language=language, context=told)
    german, english = (letter.body + letter.alternatives[0].content for letter in mail.outbox)
    assert german.count("Moin,") == 2 and german.count("Bis bald, Ihre Brigade") == 2
    assert english.count("Hello,") == 2 and "Moin," not in english


def test_a_mail_about_an_account_says_them_once(owner, brigade, in_brigade, client_for):
    owner.post("/manage/texts/", _typed())
    with in_brigade():
        make.client("Clara")
    client_for(brigade).post("/accounts/password/reset/", {"email": "clara@example.com"})
    letter = mail.outbox[-1]
    assert letter.body.count("Moin,") == 1 and letter.body.count("Bis bald, Ihre Brigade") == 1
    assert letter.alternatives[0].content.count("Moin,") == 1


def test_a_text_that_is_too_long_is_refused_and_nothing_typed_is_lost(owner, in_brigade):
    answer = owner.post("/manage/texts/", _typed(en=EN | {"jobs": "x" * 41}))
    assert answer.status_code == 422 and "x" * 41 in answer.content.decode() and "Moin," in answer.content.decode()
    with in_brigade():
        assert not Brand.objects.filter(texts__has_key="words").exists()


def test_what_an_owner_wrote_before_there_were_languages_is_in_the_main_one(owner, in_brigade):
    with in_brigade():
        Brand.objects.update_or_create(pk=1, defaults={"tagline": "Alt", "texts": {"funds": "Geld"}})
        brand.forget()
        assert (brand.current().words.tagline, brand.current().words.funds) == ("Alt", "Geld")
    page = owner.get("/manage/texts/").content.decode()
    assert 'value="Alt"' in page and 'value="Geld"' in page
    owner.post("/manage/texts/", _typed(de={}, en={}))
    with in_brigade():
        brand.forget()  # what is done on commit is not done in a test
        row = Brand.objects.get()
        assert (row.tagline, row.texts) == ("", {"words": {"de": {}, "en": {}}})
        assert brand.current().words.tagline == ""
        assert history.of(row).last().data["before"] == {"tagline": "Alt", "funds": "Geld"}

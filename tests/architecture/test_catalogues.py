"""The catalogues say everything the code says, wholly, in every language (promises §4)."""

import gettext

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from guildhall.run import extraction, messages
from tests.architecture import catalogues

LANGUAGES = sorted(messages.PLURALS)


@pytest.fixture(scope="module")
def said() -> list[tuple[str, extraction.Text]]:
    return list(extraction.everything())


def _read(language: str) -> Catalog:
    with messages.place(language).open("rb") as text:
        return read_po(text, locale=language, abort_invalid=True)


def _names(catalogue: Catalog) -> set[tuple[str | None, str | tuple[str, str]]]:
    return {(message.context, message.id) for message in messages.messages(catalogue)}


def _all_faults(language: str) -> dict[str, list[str]]:
    found = {str(m.id): catalogues.faults(m, language) for m in messages.messages(_read(language))}
    return {name: why for name, why in found.items() if why}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_holds_exactly_the_messages_of_the_code(language, said):
    wanted, had = _names(messages.catalogue_of(said, language)), _names(_read(language))
    assert sorted(map(str, wanted - had)) == [], "run bin/messages, then translate these"
    assert sorted(map(str, had - wanted)) == [], "run bin/messages: the code says these no more"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_none_is_fuzzy(language):
    lacking = {name: why for name, why in _all_faults(language).items() if {"untranslated", "fuzzy"} & set(why)}
    assert sorted(lacking) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_keeps_placeholders_tags_forms_and_edges(language):
    faulty = {name: why for name, why in _all_faults(language).items() if not {"untranslated", "fuzzy"} & set(why)}
    assert faulty == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_announces_the_plurals_of_its_language(language):
    assert _read(language).num_plurals == len(catalogues.FORMS[language])


@pytest.mark.parametrize(
    "number, form", [(0, 0), (1, 1), (2, 2), (3, 3), (10, 3), (11, 4), (99, 4), (100, 5), (103, 3)]
)
def test_arabic_numbers_take_the_form_that_arabic_gives_them(number, form):
    assert gettext.c2py(_read("ar").plural_expr)(number) == form


@pytest.mark.parametrize(
    "name, string, why",
    [
        ("Pay %(amount)s", "Zahlen", "missing"),
        ("Pay %(amount)s", "%(betrag)s zahlen", "English has not"),
        ("Pay {amount}", "Zahlen", "missing"),
        ("Pay", "Zahlen 100 %", "English has not"),
        ("Pay <b>now</b>", "Jetzt zahlen", "tags"),
        ("Pay ", "Zahlen", "white space"),
        ("Pay", "", "untranslated"),
        (("%(n)s job", "%(n)s jobs"), ("%(n)s Auftrag",), "forms"),
        (("%(n)s job", "%(n)s jobs"), ("Ein Auftrag", "Aufträge"), "missing"),
    ],
)
def test_a_bad_translation_is_found(name, string, why):
    assert why in " ".join(catalogues.faults(Message(name, string), "de"))


def test_a_form_of_one_number_may_leave_the_number_out():
    assert catalogues.faults(Message(("%(n)s job", "%(n)s jobs"), ("Ein Auftrag", "%(n)s Aufträge")), "de") == []


@pytest.mark.parametrize(
    "template, found",
    [
        ('{% translate "Pay" context "verb" %}', extraction.Text("Pay", context="verb")),
        ("<c-form :submit=\"_('Send')\" />", extraction.Text("Send")),
        ('{% include "a.html" with lead=_("Once.") %}', extraction.Text("Once.")),
        (
            "{% blocktranslate trimmed count n=all %}\n {{ n }} job\n{% plural %}\n {{ n }} jobs{% endblocktrans %}",
            extraction.Text("%(n)s job", "%(n)s jobs"),
        ),
    ],
)
def test_the_messages_of_a_template_are_read(template, found):
    assert list(extraction.of_template(template)) == [found]


def test_the_messages_of_a_module_are_read_under_any_name():
    source = 'from django.utils.translation import pgettext_lazy as said\nname = said("verb", "Pay " "now")\n'
    assert list(extraction.of_python(source)) == [extraction.Text("Pay now", context="verb")]

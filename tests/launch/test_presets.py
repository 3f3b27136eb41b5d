"""The trades as data: whole, consistent in every language, and one that fits any other."""

import pytest

from launch import icons, looks, terms
from marketplace import presets
from theming import presets as themes
from theming import tokens

LANGUAGES = ("en", "de", "fr", "ja", "ar")
WHOLE = [("medical-translation", "ja"), ("voice-over", "ar"), ("bim-cad", "de"), ("web-development", "fr"),
         ("web-development", "ar"), ("game-animation", "en")]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", presets.slugs())
def test_a_trade_is_whole_in_every_language(slug, language):
    preset = presets.get(slug, language)
    assert preset.language == language
    assert 6 <= len(preset.categories) <= 8
    assert len(preset.skills) >= 20 and len({skill.slug for skill in preset.skills}) == len(preset.skills)
    assert len(preset.jobs) >= 6 and len(preset.people) >= 6 and len(preset.names) >= 4
    assert len(preset.steps) == 3 and len(preset.faq) >= 3
    for job in preset.jobs:
        assert 0 < len(job.title) <= 120 and len(job.text) >= 40 and job.budget > 0
        assert job.category in preset.categories and set(job.skills) <= set(preset.skills)
    assert max(len(person.headline) for person in preset.people) <= 120


@pytest.mark.parametrize("slug", presets.slugs())
def test_no_two_categories_of_a_trade_wear_the_same_icon(slug):
    worn = [icons.of(one.slug, place) for place, one in enumerate(presets.get(slug, "en").categories)]
    assert len(set(worn)) == len(worn)


@pytest.mark.parametrize("slug", presets.slugs())
def test_a_trade_starts_from_a_look_that_exists(slug):
    preset = presets.get(slug)
    assert preset.theme in themes.PRESETS
    assert tokens.check(looks.tokens_of(preset))


@pytest.mark.parametrize(("slug", "language"), WHOLE)
def test_the_demo_trades_are_written_in_their_language(slug, language):
    preset, english = presets.get(slug, language), presets.get(slug)
    assert language == "en" or preset.jobs[0].text != english.jobs[0].text
    assert [category.slug for category in preset.categories] == [category.slug for category in english.categories]
    assert [skill.slug for skill in preset.skills] == [skill.slug for skill in english.skills]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_trade_nobody_wrote_about_still_gives_a_fitting_site(language):
    preset = presets.free("falconry training", language)
    assert preset.theme in themes.PRESETS
    assert "alconry training" in preset.headline and "{n" not in str(preset).lower()
    assert len(preset.categories) >= 6 and len(preset.jobs) >= 6


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("rigs for games", "game-animation"),
        ("React developers", "web-development"),
        ("Beekeepers' honey", "beekeeping"),
        ("legal translation for banks", "legal-translation"),
        ("translation of medical texts", "medical-translation"),
        ("models for architects", "bim-cad"),
        ("puppet theatre building", ""),
        ("horse dentists", ""),
    ],
)
def test_a_few_words_find_the_trade_that_is_meant(said, meant):
    assert presets.guess(said) == meant


@pytest.mark.parametrize(("units", "currency", "whole"), [(1800, "USD", 1800), (1800, "JPY", 270_000), (38, "KWD", 11)])
def test_sample_amounts_look_right_in_each_currency(units, currency, whole):
    assert presets.scaled(units, currency) == whole


def test_the_worked_example_is_the_one_of_the_papers():
    example = terms.example(terms.PER_CLIENT_20, 0, 500, "USD")
    assert (example.price.minor, example.service_fee.minor, example.freelancer_gets.minor) == (60_000, 11_000, 49_000)
    assert (example.client_pays.minor, example.owner_earns.minor) == (63_000, 14_000)


def test_the_bounds_of_the_dinar_are_the_papers():
    ladder = terms.ladder_of(terms.PER_CLIENT_20, 0, "KWD")
    assert [(band.upto, band.bps) for band in ladder.bands] == [(250_000, 2000), (2_500_000, 1000), (None, 500)]


@pytest.mark.parametrize(
    ("currency", "bounds"),
    [("USD", (500, 10_000)), ("EUR", (500, 10_000)), ("GBP", (500, 10_000)), ("KWD", (250, 2_500)),
     ("JPY", (100_000, 200_000)), ("TND", (1_000, 25_000)), ("INR", (25_000, 500_000))],
)  # fmt: skip
def test_a_ladder_changes_at_amounts_that_people_choose(currency, bounds):
    assert terms.bounds(currency) == bounds
    assert len(terms.example(terms.PER_CLIENT_20, 0, 500, currency).lines) == 2

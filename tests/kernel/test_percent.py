"""A percentage as people type it becomes basis points, exactly."""

import pytest

from kernel import amounts


@pytest.mark.parametrize(
    ("typed", "locale", "bps"),
    [
        ("20", "en", 2000),
        ("12.5", "en", 1250),
        ("12,5 %", "de", 1250),
        ("0.01", "en", 1),
        ("١٢٫٥", "ar", 1250),
        ("100", "ja", 10000),
    ],
)
def test_a_percentage_is_read_as_its_locale_writes_it(typed, locale, bps):
    assert amounts.parse_percent(typed, locale) == bps


@pytest.mark.parametrize("typed", ["", "abc", "1.234", "-5", "1e3", "12.5.1", "999999", "٪"])
def test_what_is_not_a_percentage_is_refused_with_a_sentence(typed):
    with pytest.raises(amounts.AmountError, match=r"\.$"):
        amounts.parse_percent(typed, "en")


@pytest.mark.parametrize("locale", ["en", "de", "fr", "ja", "ar"])
@pytest.mark.parametrize("bps", [0, 1, 250, 1250, 10000])
def test_what_stands_in_the_field_is_read_back_as_the_same(bps, locale):
    assert amounts.parse_percent(amounts.format_percent_plain(bps, locale), locale) == bps

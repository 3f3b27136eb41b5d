"""Any brand can be read: every derived pair, light and dark, whatever colours an owner types."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from theming import colour, contrast, presets, scheme, stylesheet, tokens

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
BRANDS = st.fixed_dictionaries(
    {
        "primary": COLOURS,
        "accent": COLOURS,
        "neutral": st.sampled_from(tokens.CHOICES["neutral"]),
        "tint": st.sampled_from(tokens.CHOICES["tint"]),
        "band": st.sampled_from(tokens.CHOICES["band"]),
    }
)


def _too_weak(made: dict[str, str]) -> list[str]:
    wanted = ((scheme.TEXT_PAIRS, contrast.TEXT), (scheme.EDGE_PAIRS, contrast.BOUNDARY))
    return [
        f"{shown} on {ground}: {contrast.ratio(made[shown], made[ground]):.2f}"
        for pairs, least in wanted
        for shown, grounds in pairs
        for ground in grounds
        if contrast.ratio(made[shown], made[ground]) < least
    ]


@settings(max_examples=250, deadline=None)
@given(BRANDS, st.booleans())
def test_every_derived_pair_can_be_read_whatever_the_brand(brand, dark):
    assert _too_weak(scheme.derive(brand, dark=dark)) == []


@pytest.mark.parametrize("name", presets.PRESETS)
@pytest.mark.parametrize("dark", [False, True])
def test_every_preset_can_be_read(name, dark):
    assert _too_weak(scheme.derive(presets.PRESETS[name], dark=dark)) == []


# Ratios as the WCAG 2.2 formula gives them.
@pytest.mark.parametrize(
    ("one", "two", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_the_ratio_is_that_of_wcag(one, two, ratio):
    assert round(contrast.ratio(one, two), 2) == ratio


@settings(max_examples=200, deadline=None)
@given(COLOURS)
def test_a_colour_goes_to_oklch_and_comes_back(shown):
    back = colour.to_hex(colour.oklch(shown))
    assert max(abs(a - b) for a, b in zip(colour.channels(shown), colour.channels(back), strict=True)) <= 1


@settings(max_examples=200, deadline=None)
@given(COLOURS, COLOURS)
def test_the_offered_colour_can_be_read_and_a_readable_one_is_left_alone(shown, ground):
    offered = contrast.nearest_readable(shown, ground)
    assert contrast.ratio(offered, ground) >= contrast.TEXT
    if contrast.ratio(shown, ground) >= contrast.TEXT:
        assert offered == shown


def test_a_pale_brand_is_told_what_would_be_readable():
    found = contrast.review({"primary": "#ffd400", "accent": "#111111"})
    assert [(finding.token, finding.reached) for finding in found] == [("primary", 1.43)]
    hue = colour.oklch(found[0].offered).h
    assert abs(hue - colour.oklch("#ffd400").h) < 3


def test_a_dark_brand_has_nothing_to_be_told():
    assert contrast.review({"primary": "#1f3a5f", "accent": "#c73e2c"}) == []


def test_the_same_tokens_give_the_same_stylesheet_and_other_tokens_another():
    given_tokens = {"primary": "#1f3a5f", "type": "mincho"}
    assert stylesheet.render(given_tokens) == stylesheet.render(dict(reversed(given_tokens.items())))
    assert stylesheet.digest(given_tokens) == stylesheet.digest(tokens.check(given_tokens))
    assert stylesheet.digest(given_tokens) != stylesheet.digest({"primary": "#1f3a60", "type": "mincho"})


@pytest.mark.parametrize(
    "given_tokens",
    [
        {"primary": "red;}body{display:none"},
        {"primary": "#12345"},
        {"type": "url(//evil)"},
        {"css": "x"},
        {"radius": "12px"},
    ],
)
def test_nothing_but_known_values_comes_into_a_stylesheet(given_tokens):
    with pytest.raises(tokens.UnknownToken):
        stylesheet.render(given_tokens)
    assert tokens.lenient(given_tokens) == tokens.DEFAULTS


def test_there_are_a_dozen_looks_and_no_two_are_alike():
    assert len(presets.PRESETS) >= 12
    kinds = {(look["type"], look["radius"], look["cover"], look["primary"]) for look in presets.PRESETS.values()}
    assert len(kinds) == len(presets.PRESETS)
    assert len({look["cover"] for look in presets.PRESETS.values()}) >= 10
    assert len({look["type"] for look in presets.PRESETS.values()}) >= 10

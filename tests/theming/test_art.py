"""Pictures: the same from the same seed, another from another, well-formed, and harmless in a strict page."""

from xml.etree import ElementTree

import pytest

from theming import art, presets, tokens

PALETTE = art.palette_of(presets.PRESETS["archive"])


@pytest.mark.parametrize("motif", tokens.MOTIFS)
def test_a_cover_is_the_same_each_time_and_another_for_another_seed(motif):
    once, again = art.cover("felix", motif, PALETTE), art.cover("felix", motif, PALETTE)
    assert once == again
    assert once != art.cover("clara", motif, PALETTE)


@pytest.mark.parametrize("motif", tokens.MOTIFS)
@pytest.mark.parametrize("paint", [art.cover, art.illustration])
def test_a_picture_is_well_formed_small_and_free_of_styles_and_scripts(motif, paint):
    drawn = paint("felix", motif, PALETTE)
    root = ElementTree.fromstring(drawn)
    assert len(drawn) < 16_000
    for element in root.iter():
        assert element.tag.rpartition("}")[2] not in ("script", "style", "foreignObject", "image")
        assert not any(name == "style" or name.startswith("on") for name in element.attrib)


def test_no_two_motifs_look_alike():
    assert len({art.cover("felix", motif, PALETTE) for motif in tokens.MOTIFS}) == len(tokens.MOTIFS)


def test_a_picture_wears_the_colours_of_the_brand():
    shown = presets.PRESETS["souk"]
    drawn = art.cover("felix", "tiles", art.palette_of(shown))
    assert shown["accent"] in drawn


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Clara Moreau", "CM"),
        ("felix", "F"),
        ("佐藤 健", "佐"),
        ("ليلى حداد", "ل"),
        ("", ""),
        ("<b>", ""),
        ("Jean-Luc Roy", "JR"),
    ],
)
def test_an_avatar_shows_initials_as_each_script_has_them(name, letters):
    root = ElementTree.fromstring(art.avatar("seed", PALETTE, name=name))
    assert "".join(text.text or "" for text in root.iter("text")) == letters

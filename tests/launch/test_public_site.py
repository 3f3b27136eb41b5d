"""The pages of the public host, and the preview that follows what is typed."""

import pytest

from launch import examples

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/pricing/", "/examples/", "/sign-in/", "/start/idea/"])
def test_a_page_of_the_public_site_answers(at_public, path):
    assert at_public.get(path).status_code == 200


@pytest.mark.parametrize("slug", list(examples.CHOSEN))
def test_an_example_stands_in_its_own_look_language_and_currency(at_public, slug):
    page = at_public.get(f"/examples/{slug}/").content.decode()
    shown = examples.find(slug)
    assert f'lang="{shown.language}"' in page and shown.preset.headline in page.replace("&#x27;", "'")
    assert shown.chosen["primary"].replace("#", "%23") in page
    assert at_public.get(f"/examples/{slug}/job/").status_code == 200


def test_an_example_nobody_wrote_is_not_found(at_public):
    assert at_public.get("/examples/horse-dentists/").status_code == 404


def test_the_front_page_shows_six_marketplaces_each_in_its_look(at_public):
    page = at_public.get("/").content.decode()
    for slug in examples.CHOSEN:
        assert f"look-{slug} " in page
    sheet = at_public.get(f"/examples/looks-{examples.looks_digest()}.css")
    assert sheet["Content-Type"].startswith("text/css") and b".look-bim-cad{" in sheet.content


def test_the_preview_follows_what_is_typed(at_public, answer, upto):
    upto("name")
    answer("name", "typed/", name="Waggle & Sons")
    page = at_public.get("/start/preview/home/")
    assert "Waggle &amp; Sons" in page.content.decode()
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    answer("name")
    answer("brand", "typed/", primary="#0b6e4f")
    assert "primary=%230b6e4f" in at_public.get("/start/preview/home/").content.decode()
    answer("brand")
    answer("money", "typed/", currency="JPY")
    assert "¥" in at_public.get("/start/preview/job/").content.decode().replace("￥", "¥")


def test_the_preview_speaks_the_language_chosen(at_public, answer):
    at_public.get("/start/")
    answer("idea", "typed/", niche="voice-over", language="ar")
    page = at_public.get("/start/preview/home/").content.decode()
    assert 'dir="rtl"' in page and "الصوت الذي كانت تنتظره قصتك" in page


def test_the_preview_stands_in_the_arrangement_the_real_home_will_have(at_public, answer):
    import re

    from marketplace import presets
    from marketplace.presets import arrangements

    for niche in ("beekeeping", "game-animation", "legal-translation"):
        answer("idea", niche=niche)
        page = at_public.get("/start/preview/home/").content.decode()
        wanted = arrangements.of(presets.get(niche, "en").theme)
        assert tuple(re.findall(r'story-block story-(\w+)"', page)) == wanted.order
        for shown in (f"hero-{wanted.hero}", f"how-{wanted.steps}", f"niches-{wanted.categories}"):
            assert shown in page

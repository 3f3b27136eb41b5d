"""Categories and skills in the reader's language, as long as the owner has left them as they came."""

import pytest
from django.utils import translation

from marketplace import presets
from marketplace.members.models import Category, Skill

pytestmark = pytest.mark.django_db
GERMAN = presets.get("web-development", "de")


def _told(category, skill, language):
    with translation.override(language):
        return str(category), str(skill)


@pytest.fixture
def _of_the_web(brigade, in_brigade, monkeypatch):
    """Brigade, which speaks German and English, is about the web."""
    monkeypatch.setattr(brigade, "niche", "web-development")
    with in_brigade():
        yield


@pytest.mark.usefixtures("_of_the_web")
def test_what_the_trade_brought_is_said_in_each_language_of_the_marketplace():
    category, skill = (
        model(slug=slug, name=next(one.name for one in words if one.slug == slug))
        for model, slug, words in [(Category, "rescue", GERMAN.categories), (Skill, "accessibility", GERMAN.skills)]
    )
    assert _told(category, skill, "de") == (category.name, skill.name)
    assert _told(category, skill, "en") == ("Rescue and maintenance", "Accessibility")
    assert _told(category, skill, "fr") == (category.name, skill.name), "Brigade speaks no French"


@pytest.mark.usefixtures("_of_the_web")
def test_a_name_of_the_owners_own_is_said_as_she_wrote_it():
    assert _told(Category(slug="rescue", name="Feuerwehr"), Skill(slug="django", name="Jango"), "en") == (
        "Feuerwehr",
        "Jango",
    )

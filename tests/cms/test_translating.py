"""The pages of a marketplace with two languages are one page each, translated in the tool its owner goes on in."""

from datetime import UTC, datetime

import pytest
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from cms import seeds
from cms.models import ContentPage, HomePage
from guildhall import headers
from tenants.models import Tenant
from tenants.scope import public_scope, tenant_scope
from tests import make

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
SLUGS = ["about", "fees", "help", "imprint", "privacy", "terms"]


@pytest.fixture(scope="module")
def translated(module_db):
    """Brigade is German; its English pages are made once for all."""
    with public_scope():
        brigade = Tenant.objects.get(slug="brigade")
    with tenant_scope(brigade):
        seeds.seed_pages("en", at=AT)
    return brigade


@pytest.fixture
def english(translated, rolled_back):
    with tenant_scope(translated):
        yield Locale.objects.get(language_code="en")


def test_every_first_page_is_a_whole_translation(english):
    assert sorted(ContentPage.objects.filter(locale=english).values_list("slug", flat=True)) == SLUGS
    for page in [*HomePage.objects.filter(locale=english), *ContentPage.objects.filter(locale=english)]:
        own = page.get_translations().get().specific
        assert own.locale.language_code == "de" and page.live
        assert page.title == own.title or page.title in (
            "Help",
            "Fees",
            "About us",
            "Terms of use",
            "Privacy",
            "Imprint",
        )
        translation = Translation.objects.get(
            source=TranslationSource.objects.get_for_instance(own), target_locale=english
        )
        total, done = translation.get_progress()
        assert total == done > 0


def test_the_words_are_those_of_the_language(english):
    page = ContentPage.objects.get(locale=english, slug="help")
    assert "How do I hire somebody?" in str(page.body[0].value)
    assert page.get_parent().specific == HomePage.objects.get(locale=english)


def test_translating_again_leaves_what_the_owner_wrote(english):
    page = ContentPage.objects.get(locale=english, slug="help")
    page.title = "Assistance"
    page.save()
    seeds.seed_pages("en", at=AT)
    assert ContentPage.objects.get(pk=page.pk).title == "Assistance"
    assert ContentPage.objects.filter(locale=english).count() == len(SLUGS)


def test_the_tools_of_translating_are_let_through_as_they_are_written(client_for, translated, english):
    """The page that begins a translation and the editor that goes on with it: every inline script is a known one."""
    help_page = ContentPage.objects.get(slug="help", locale=english)
    about = ContentPage.objects.get(slug="about", locale__language_code="de")
    about.get_translations().get().delete()
    browser = client_for(translated, make.user("Olga", is_staff=True, is_superuser=True))
    for path in (f"/manage/localize/submit/page/{about.pk}/", f"/manage/pages/{help_page.pk}/edit/"):
        page = browser.get(path)
        texts = headers.INLINE.findall(page.content.decode())
        assert page.status_code == 200 and texts
        assert all(headers.KNOWN.fullmatch(text) for text in texts), texts
        assert page["Content-Security-Policy"].count("'sha256-") == len(set(texts))

"""A marketplace that speaks two languages: each page is one page in both, and a reader goes from one to the other."""

from datetime import UTC, datetime

import pytest

from cms import seeds
from cms.models import ContentPage, HomePage
from tenants.models import Tenant
from tenants.scope import public_scope, tenant_scope

pytestmark = pytest.mark.usefixtures("rolled_back")
AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def bilingual(module_db):
    """Brigade's own pages are German; these are the English ones beside them, made once for all."""
    with public_scope():
        brigade = Tenant.objects.get(slug="brigade")
    with tenant_scope(brigade):
        seeds.seed_pages("en", at=AT)
        help_page = ContentPage.objects.get(slug="help", locale__language_code="en")
        help_page.slug = "assistance"
        help_page.save()
    return brigade


def test_choosing_a_language_leads_to_the_same_page_in_it(client_for, bilingual):
    visitor = client_for(bilingual)
    there = visitor.post("/language/", {"language": "en", "next": "/help/"}, follow=True)
    assert there.redirect_chain[-1][0].endswith("/en/assistance/")
    assert '<html lang="en"' in there.content.decode()
    back = visitor.post("/language/", {"language": "de", "next": "/en/assistance/"}, follow=True)
    assert back.redirect_chain[-1][0].endswith("/help/") and "/en/" not in back.redirect_chain[-1][0]
    assert '<html lang="de"' in back.content.decode()


def test_the_home_page_speaks_the_language_chosen(client_for, bilingual):
    visitor = client_for(bilingual)
    visitor.post("/language/", {"language": "en", "next": "/"})
    page = visitor.get("/").content.decode()
    assert '<html lang="en"' in page
    assert '<link rel="alternate" hreflang="de"' in page and '<link rel="alternate" hreflang="en"' in page


def test_an_address_no_language_has_is_no_page(client_for, bilingual):
    assert client_for(bilingual).get("/nothing/").status_code == 404
    assert client_for(bilingual).get("/en/nothing/").status_code == 404


def test_both_homes_are_one_page_in_two_languages(bilingual):
    with tenant_scope(bilingual):
        assert len(set(HomePage.objects.values_list("translation_key", flat=True))) == 1


def test_a_page_and_its_translation_name_each_other(client_for, bilingual):
    host, visitor = bilingual.host, client_for(bilingual)
    text = visitor.get("/sitemap.xml").content.decode()
    pair = (
        f'<xhtml:link rel="alternate" hreflang="de" href="http://{host}/help/"/>'
        f'<xhtml:link rel="alternate" hreflang="en" href="http://{host}/en/assistance/"/>'
    )
    assert text.count(pair) == 2
    page = visitor.get("/en/assistance/").content.decode()
    assert f'<link rel="canonical" href="http://{host}/en/assistance/">' in page
    assert f'<link rel="alternate" hreflang="de" href="http://{host}/help/">' in page

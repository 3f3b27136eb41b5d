"""The owner's console wears her colours and keeps a policy of its own."""

from datetime import UTC, datetime

import pytest
from wagtail.models import Locale

from cms.models import ContentPage
from guildhall import headers
from kernel.actors import Actor
from tests import make
from theming import actions, brand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts")]
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def console(client_for, atelier, olga):
    type(olga).objects.filter(pk=olga.pk).update(is_superuser=True, is_staff=True)
    return client_for(atelier, olga)


def test_the_console_wears_the_brand_and_never_the_tool_behind_it(console, settings):
    page = console.get("/manage/")
    html = page.content.decode()
    assert page.status_code == 200
    assert f"/theme/console-{brand.current().digest}.css" in html
    assert 'class="brand-mark"' in html
    assert settings.PUBLIC_NAME not in html


def test_the_colours_of_the_console_are_those_of_the_look(console):
    css = console.get(f"/theme/console-{brand.current().digest}.css").content.decode()
    assert "--w-color-primary-hue:" in css and "--w-color-secondary-lightness:" in css


def test_the_consoles_policy_allows_style_attributes_but_no_unknown_script(console):
    policy = console.get("/manage/")["Content-Security-Policy"]
    scripts = next(rule for rule in policy.split("; ") if rule.startswith("script-src"))
    assert "unsafe" not in scripts
    assert "style-src 'self' 'unsafe-inline'" in policy


@pytest.mark.parametrize(
    ("script", "known"),
    [
        (r'initDateChooser("id_go\u002Dlive", {"dayOfWeekStart": 1, "format": "Y-m-d"});', True),
        ('\n (function() {\n  var panel = new InlinePanel(JSON.parse("\\u007B\\u007D"));\n })();\n', True),
        ("alert(1)", False),
        ('initDateChooser("a", {}); alert(1)', False),
        ('initDateChooser("a", {"x": alert(1)});', False),
        ('(function() { var panel = new InlinePanel(JSON.parse("x")); alert(1) })();', False),
    ],
)
def test_only_scripts_that_are_word_for_word_the_tools_own_are_let_through(script, known):
    assert bool(headers.KNOWN.fullmatch(script)) is known


def test_the_owner_sees_every_component_and_layout_in_her_own_brand(console, olga):
    actions.dress(look={"primary": "#0B6E4F", "accent": "#F9A620"}, actor=Actor.of(olga), at=AT)
    for path in ("", "page/workroom/", "page/public/"):
        page = console.get(f"/manage/brand/gallery/{path}")
        assert page.status_code == 200
        assert f"/theme/{brand.current().digest}.css" in page.content.decode()
    assert console.get("/manage/brand/gallery/page/nothing/").status_code == 404


def test_a_page_is_translated_into_the_languages_of_the_marketplace_alone(client_for, brigade, in_brigade):
    with in_brigade():
        Locale.objects.get_or_create(language_code="fr")
        english, _made = Locale.objects.get_or_create(language_code="en")
        page = ContentPage.objects.get(slug="help", locale__language_code="de")
        browser = client_for(brigade, make.user("Olga", is_staff=True, is_superuser=True))
    address = f"/manage/localize/submit/page/{page.pk}/"
    form = browser.get(address).context["form"]
    with in_brigade():
        assert [one.language_code for one in form.fields["locales"].queryset] == ["en"]
    assert browser.post(address, {"locales": [english.pk]}).status_code == 302
    with in_brigade():
        assert page.get_translations().get().locale == english

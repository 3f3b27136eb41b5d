"""In Kuwait a page counts in Arabic-Indic digits, in every sentence: none of ours mixes them with Latin ones.

Every page of a marketplace is read as each of its people. What people wrote themselves (names, titles, notes), codes,
addresses and account numbers stand as they were written, and so does what a field holds.
"""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeData, mark_safe
from wagtail.models import Site

from kernel import locales
from tenants.models import Tenant
from tenants.scope import public_scope, tenant_scope
from tests import make, scene
from tests.isolation import objects
from tests.isolation.urls import CASES
from tests.queries import TENANT_PAGES
from tests.test_queries import _browser, _carried

SPOKEN = ("aria-label", "alt", "title", "placeholder", "data-label")
SILENT = ("script", "style", "template", "code", "pre", "textarea", "option", "iframe")
VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
# Samples of components show made-up chats and receipts, which are their authors' words.
ROWS = [(name, who) for name, told in TENANT_PAGES.items() for who in told if not name.startswith("console_gallery")]
COLOUR = re.compile(r"#[0-9a-f]{6}")


class Reader(HTMLParser):
    """What a person reads of a page, piece by piece; not what somebody else wrote: `dir="auto"`, `dir="ltr"`."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []
        self.inside: list[bool] = []

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        quiet = tag in SILENT or told.get("dir") in ("auto", "ltr")
        if not any(self.inside) and not quiet:
            self.heard += [told[name] for name in SPOKEN if told.get(name)]
        if tag not in VOID:
            self.inside.append(quiet)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.inside.pop()

    def handle_endtag(self, tag):
        if tag not in VOID and self.inside:
            self.inside.pop()

    def handle_data(self, data):
        if not any(self.inside) and data.strip():
            self.heard.append(" ".join(data.split()))


@pytest.fixture(scope="module")
def sawt(module_db):
    """Atelier has moved to Kuwait, and everything has happened in it once."""
    with public_scope():
        Tenant.objects.filter(slug="atelier").update(language="ar", languages=["ar"], country="KW", currency="KWD")
        tenant = Tenant.objects.get(slug="atelier")
    with tenant_scope(tenant), translation.override("ar"):
        Site.clear_site_root_paths_cache()
        objects.keep(scene.build("Own", client=make.client("Clara"), freelancer=make.freelancer("Felix")))
        people = {"Clara": make.user("Clara"), "Felix": make.user("Felix"), "Olga": make.user("Olga", is_staff=True)}
        people["Olga"].is_superuser = True
        people["Olga"].save()
        jars = {name: _carried(tenant.host, person) for name, person in people.items()}
    return tenant, {"visitor": {}} | jars


@pytest.mark.parametrize(("name", "who"), ROWS, ids=[f"{name}-{who}" for name, who in ROWS])
def test_no_sentence_mixes_latin_digits_in(sawt, rolled_back, name, who):
    tenant, jars = sawt
    with tenant_scope(tenant):
        told = CASES[name]
        url = reverse(name, kwargs=told.make() if told.make else {}, urlconf="guildhall.urls_tenant")
        answer = _browser(jars, tenant.host, who).get(url)
    if not answer.get("Content-Type", "").startswith("text/html"):
        return  # styles, pictures, figures for the live header
    reader = Reader()
    reader.feed(answer.content.decode())
    assert [text for text in reader.heard if re.search(r"[0-9]", COLOUR.sub("", text))] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("at most 25 MB", "at most ٢٥ MB"),
        (mark_safe('<ul id="a1"><li>10&#x27;s</li></ul>'), '<ul id="a1"><li>١٠&#x27;s</li></ul>'),
        (7, "٧"),
    ],
)
def test_a_whole_sentence_is_spoken_in_the_readers_digits_and_markup_is_left_alone(text, said):
    with translation.override("ar-kw"):
        spoken = locales.spoken(text)
    assert spoken == said and isinstance(spoken, SafeData) == isinstance(text, SafeData)
    with translation.override("ar-tn"):
        assert locales.spoken(text) == str(text)

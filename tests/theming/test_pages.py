"""The gallery, the stylesheets and the pictures through the real door; headers; pages for what went wrong."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.utils.translation import gettext_lazy as _

from kernel.actors import Actor
from tests import make
from theming import actions, brand, bundle, navigation, presets, tokens

pytestmark = pytest.mark.django_db
COMPONENTS = """
    button badge chip avatar card field money table tabs steps dialog menu timeline bubble rating progress empty
    pagination facets chart receipt skeleton notice stat page-header cover illustration
"""
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_remembered(db):
    """The cache is no part of the transaction that is rolled back."""
    brand.forget()
    yield
    brand.forget()


def _dress(olga, look):
    return actions.dress(look=look, actor=Actor.of(olga), at=AT)


@pytest.mark.parametrize("look", ["", "archive", "souk", "signal"])
def test_the_gallery_shows_every_component_in_any_look(at_public, look):
    page = at_public.get("/gallery/", {"look": look})
    assert page.status_code == 200
    html = page.content.decode()
    for name in COMPONENTS.split():
        assert f'class="{name}' in html or f" {name}" in html, name


@pytest.mark.parametrize("layout", ["marketplace", "workroom", "public", "wizard", "plain", "print"])
def test_every_layout_has_a_specimen(at_public, layout):
    assert at_public.get(f"/gallery/page/{layout}/").status_code == 200


def test_no_page_carries_inline_style_script_or_handler(at_public):
    html = at_public.get("/gallery/").content.decode()
    assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", html)
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert "<style" not in html


def test_members_pages_forbid_inline_code_and_framing_by_others(browser):
    policy = browser.get("/theme/icon.svg")["Content-Security-Policy"]
    assert "unsafe" not in policy
    for rule in (
        "script-src 'self'",
        "style-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    ):
        assert rule in policy


def test_the_stylesheet_of_the_brand_never_changes_under_its_address(browser, olga):
    _dress(olga, presets.PRESETS["souk"])
    shown = brand.current()
    page = browser.get(f"/theme/{shown.digest}.css")
    assert page["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "#0f6b57" in page.content.decode()
    old = browser.get("/theme/0123456789abcdef.css")
    assert "immutable" not in old["Cache-Control"]


def test_a_saved_look_is_shown_at_once_and_stays_in_its_marketplace(
    olga, in_brigade, django_capture_on_commit_callbacks
):
    assert brand.current().tokens == tokens.DEFAULTS
    with django_capture_on_commit_callbacks(execute=True):
        _dress(olga, {"primary": "#0f6b57"})
    assert brand.current().tokens["primary"] == "#0f6b57"
    with in_brigade():
        assert brand.current().tokens["primary"] == tokens.DEFAULTS["primary"]


def test_css_never_comes_in_through_a_look(olga):
    with pytest.raises(tokens.UnknownToken):
        _dress(olga, {"primary": "red;}*{display:none"})
    assert brand.current().tokens == tokens.DEFAULTS


def test_a_preview_shows_what_nobody_saved_and_leaves_out_what_is_not_allowed(at_public):
    page = at_public.get("/theme/preview.css", {"primary": "#0f6b57", "type": "evil;}", "x": "y"})
    css = page.content.decode()
    assert "--l-primary:#0f6b57" in css and "evil" not in css


def test_all_styles_are_one_file_and_small(browser):
    page = browser.get(bundle.css_url(), headers={"accept-encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    assert len(page.content) < 20_000
    assert browser.get(bundle.css_url()).content.startswith(b"@layer reset, raw, brand, meaning, base, layout")


def test_pictures_are_drawn_from_their_address_alone(browser):
    one = browser.get("/art/cover/felix.svg?c=1f3a5f-c73e2c-sand&m=ink")
    assert one["Content-Type"] == "image/svg+xml" and "immutable" in one["Cache-Control"]
    assert b"#c73e2c" in one.content
    assert browser.get("/art/nothing/felix.svg").status_code == 404


def test_a_missing_page_speaks_in_the_brand_and_never_names_the_operator(browser, settings):
    page = browser.get("/jobs/there-is-none-of-this-name/")
    html = page.content.decode()
    assert page.status_code == 404
    assert "Atelier" in html and settings.PUBLIC_NAME not in html


def test_a_broken_page_needs_nothing_that_may_be_broken(rf, django_assert_num_queries):
    from theming import errors

    with django_assert_num_queries(0):
        page = errors.broken(rf.get("/"))
    assert page.status_code == 500 and b"Something went wrong" in page.content


@pytest.mark.parametrize(("failure", "status"), [(OperationalError("no connection"), 503), (ValueError("ours"), 500)])
def test_a_page_whose_database_does_not_answer_is_worth_asking_for_again(client_for, atelier, clara, failure, status):
    def fail(execute, sql, *more):
        if "django_session" in sql:
            raise failure
        return execute(sql, *more)

    browser = client_for(atelier, clara)
    browser.raise_request_exception = False
    with connection.execute_wrapper(fail):
        answer = browser.get("/settings/")
    assert (answer.status_code, answer.get("Retry-After")) == (status, "5" if status == 503 else None)


@pytest.mark.parametrize(("gone", "status"), [(False, 503), (True, 403)])
def test_a_form_whose_session_cannot_be_kept_says_whether_to_come_again_or_to_sign_in(
    client_for, atelier, gone, status
):
    """What it does is done by then, so neither page says that nothing was."""

    def fail(execute, sql, *more):
        if sql.startswith('UPDATE "django_session"') and not gone:
            raise OperationalError("no connection")
        if gone and "notices_preference" in sql:
            Session.objects.all().delete()
        return execute(sql, *more)

    browser = client_for(atelier, make.client().user)
    browser.raise_request_exception = False
    with connection.execute_wrapper(fail):
        answer = browser.post("/settings/notices/", {})
    assert answer.status_code == status
    assert ("signed out" in answer.content.decode()) == gone


def _never_asked(request):
    raise AssertionError("A page that this host does not have was asked who may see it.")


def test_links_hang_in_their_place_for_those_who_may_see_them(rf):
    kept, tried = dict(navigation._registered["footer"]), {"late", "early", "hidden", "nowhere"}
    navigation.register("footer", "late", label=_("Late"), url="/late/", order=9)
    navigation.register("footer", "early", label=_("Early"), url="/early/", order=1)
    navigation.register("footer", "hidden", label=_("Hidden"), url="/h/", shown=lambda request: False)
    navigation.register("footer", "nowhere", label=_("Nowhere"), url="nowhere:at-all", shown=_never_asked)
    try:
        shown = [item.key for item in navigation.items("footer", rf.get("/late/")) if item.key in tried]
    finally:
        navigation._registered["footer"] = kept
    assert shown == ["early", "late"]


def test_a_suspended_marketplace_pauses_its_pages_and_leaves_open_what_members_are_owed(browser, atelier, settings):
    from tenants.scope import public_scope

    with public_scope():
        type(atelier).objects.filter(pk=atelier.pk).update(state="suspended")
    paused = browser.get("/jobs/")
    assert paused.status_code == 503 and b"Paused for now" in paused.content
    assert settings.PUBLIC_NAME.encode() not in paused.content
    assert browser.get("/theme/now.css").status_code == 200
    assert browser.get("/earnings/").status_code != 503

"""Which marketplace a request is for, and what stays closed."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenants import finding, routing, scope, states
from tenants.models import Domain, Template, Tenant

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.tenants.probe_urls")]


def change(tenant, **facts):
    with scope.public_scope():
        Tenant.objects.filter(pk=tenant.pk).update(**facts)


def test_each_host_gets_its_own_marketplace(client_for, atelier, brigade):
    assert client_for(atelier).get("/who").json() == {
        "schema": "t_atelier", "slug": "atelier", "base_url": "http://atelier.localhost",
    }  # fmt: skip
    assert client_for(brigade).get("/who").json()["schema"] == "t_brigade"


@pytest.mark.parametrize("afresh", [True, False])
def test_what_a_host_leads_to_is_the_row_as_the_orm_makes_it(keeping, client_for, atelier, afresh):
    change(atelier, languages=["en", "fr"], answers={"name": "Atelier", "at": [1, None]})
    client_for(atelier).get("/who")
    with scope.public_scope():
        found = finding.by_host("atelier.localhost", afresh=afresh)
        made = Domain.objects.select_related("tenant").get(tenant=atelier)
    for ours, orms in ((found, made), (found.tenant, made.tenant)):
        assert type(ours) is type(orms)
        facts = [{k: v for k, v in vars(one).items() if k != "_state"} for one in (ours, orms)]
        assert facts[0] == facts[1]
        assert vars(ours._state) | {"fields_cache": None} == vars(orms._state) | {"fields_cache": None}
    assert found.tenant.languages == ["en", "fr"]
    assert finding.by_host("nobody.localhost", afresh=afresh) is None


def test_a_host_is_looked_up_from_wherever_the_connection_stands_in_one_round_trip(brigade, in_brigade):
    with in_brigade(), CaptureQueriesContext(connection) as asked:
        assert finding.by_host("atelier.localhost").tenant.slug == "atelier"
        assert connection.schema_name == "t_brigade"
    assert len(asked) == 1
    with in_brigade(), connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        assert cursor.fetchone() == ("t_brigade",)


def test_after_a_request_the_thread_is_back_where_it_was(client_for, brigade):
    client_for(brigade).get("/who")
    assert connection.schema_name == "t_atelier"


def test_after_a_page_that_breaks_too(client_for, brigade):
    with pytest.raises(ValueError, match="a page that breaks"):
        client_for(brigade).get("/boom")
    assert connection.schema_name == "t_atelier"


def test_a_streamed_answer_is_made_in_the_schema_it_was_asked_in(client_for, brigade):
    answer = client_for(brigade).get("/stream")
    assert list(answer) == [b"t_brigade\n"] * 3
    assert connection.schema_name == "t_atelier"


@pytest.mark.parametrize("host", ["ATELIER.localhost", "atelier.localhost.", "atelier.localhost:8000"])
def test_another_spelling_of_the_host_is_the_same_marketplace(host, db):
    assert Client(HTTP_HOST=host).get("/who").json()["slug"] == "atelier"


def test_www_and_old_hosts_lead_to_the_main_one(atelier):
    with scope.public_scope():
        Domain.objects.create(domain="Old.Example.", tenant=atelier, is_primary=False)
    answer = Client(HTTP_HOST="www.atelier.localhost").get("/who?a=1")
    assert (answer.status_code, answer["Location"]) == (301, "http://atelier.localhost/who?a=1")
    answer = Client(HTTP_HOST="old.example").get("/who")
    assert (answer.status_code, answer["Location"]) == (301, "http://atelier.localhost/who")
    assert Client(HTTP_HOST="old.example").post("/who").status_code == 308


@pytest.mark.parametrize("host", ["nobody.localhost", "t_atelier", "a..b", "10.0.0.1", "evil.atelier.localhost"])
def test_an_unknown_host_names_nobody(host, settings):
    answer = Client(HTTP_HOST=host).get("/who")
    text = answer.content.decode()
    assert answer.status_code == 404
    for name in ("Atelier", "Brigade", "Guildhall", settings.PUBLIC_HOST):
        assert name not in text
    assert not answer.cookies


def test_an_unknown_host_answers_in_the_visitors_language_and_html():
    answer = Client(HTTP_HOST="nobody.localhost").get("/", HTTP_ACCEPT_LANGUAGE="ar")
    assert 'lang="ar" dir="rtl"' in answer.content.decode()


def test_health_is_answered_before_any_host_is_looked_up(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Client(HTTP_HOST="10.1.2.3").get("/livez").status_code == 200
    answer = Client(HTTP_HOST="10.1.2.3").get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ready")


def test_without_a_template_it_is_not_ready(atelier):
    with scope.public_scope():
        Template.objects.all().delete()
    assert Client(HTTP_HOST="10.1.2.3").get("/readyz").status_code == 503


def test_the_public_host_serves_public(at_public, settings):
    settings.PUBLIC_SCHEMA_URLCONF = "tests.tenants.probe_urls"
    assert at_public.get("/who").json()["schema"] == "public"


@pytest.mark.parametrize("state", [states.REQUESTED, states.BUILDING])
def test_a_marketplace_being_built_asks_for_patience(state, client_for, atelier):
    change(atelier, state=state)
    answer = client_for(atelier).get("/who")
    assert (answer.status_code, answer["Retry-After"]) == (503, "2")


def test_a_schema_of_another_version_gets_503_and_not_wrong_data(client_for, atelier, brigade):
    change(atelier, template_version="older")
    answer = client_for(atelier).get("/who")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert client_for(brigade).get("/who").status_code == 200


def test_a_schema_migrated_ahead_of_this_code_is_served(client_for, atelier):
    with scope.public_scope():
        first = Template.objects.get()
        Template.objects.create(version="newer", schema_name="t_newer", created_at=first.created_at)
    change(atelier, template_version="newer")
    assert client_for(atelier).get("/who").status_code == 200


def test_a_purged_marketplace_is_as_if_it_never_was(client_for, atelier):
    change(atelier, state=states.PURGED)
    assert client_for(atelier).get("/who").status_code == 404


def test_a_suspended_marketplace_shows_what_the_upper_floor_says(client_for, atelier, monkeypatch):
    from django.http import HttpResponse

    def closed(request, tenant):
        return None if request.path == "/who" else HttpResponse(f"{tenant.name} is closed", status=503)

    monkeypatch.setattr(routing, "_shut_pages", [closed])
    change(atelier, state=states.SUSPENDED)
    assert client_for(atelier).get("/stream").content == b"Atelier is closed"
    assert client_for(atelier).get("/who").status_code == 200
    change(atelier, state=states.ACTIVE)
    assert client_for(atelier).get("/stream").status_code == 200


def test_a_session_is_worth_nothing_elsewhere(client_for, atelier, brigade):
    here, there = client_for(atelier), client_for(brigade)
    key = here.get("/keep").content.decode()
    cookie = here.cookies["session"]
    assert cookie["domain"] == ""
    assert cookie["httponly"]
    there.cookies["session"] = key
    assert there.get("/keep").content.decode() != key


def test_wagtails_preview_stays_in_the_marketplace_it_is_in(atelier, in_brigade):
    """Its dummy request carries a host made up by Wagtail, here the other marketplace's."""
    from wagtail.models import Page, Site

    page = Page.objects.get(depth=2)
    Site.objects.filter(is_default_site=True).update(hostname="brigade.localhost")
    seen = []
    page.serve_preview = lambda request, mode: seen.append(connection.schema_name) or _ok()
    answer = page.make_preview_request()
    assert answer.status_code == 200
    assert seen == ["t_atelier"]
    assert connection.schema_name == "t_atelier"


def _ok():
    from django.http import HttpResponse

    return HttpResponse("ok")


@pytest.fixture
def keeping(monkeypatch):
    """As pages are served: a visitor's is content with what was read a moment ago, here however long that is."""
    monkeypatch.setattr(finding, "KEPT", 3600)
    monkeypatch.setattr(finding, "_kept", {})


def test_a_visitors_next_page_asks_nobody_whose_the_host_is(keeping, client_for, atelier):
    client_for(atelier).get("/who")
    with CaptureQueriesContext(connection) as asked:
        assert client_for(atelier).get("/who").json()["slug"] == "atelier"
    assert [each["sql"] for each in asked if "tenants_domain" in each["sql"]] == []


def test_who_is_signed_in_sees_at_once_what_has_changed(keeping, client_for, atelier, clara):
    browsers = client_for(atelier), client_for(atelier, clara)
    for browser in browsers:
        assert browser.get("/who").json()["slug"] == "atelier"
    change(atelier, slug="studio")
    assert [browser.get("/who").json()["slug"] for browser in browsers] == ["atelier", "studio"]
    assert browsers[0].get("/who").json()["slug"] == "studio"  # now it is known here


def test_it_is_asked_again_after_a_second(keeping, client_for, atelier, monkeypatch):
    client_for(atelier).get("/who")
    change(atelier, slug="studio")
    monkeypatch.setattr(finding, "KEPT", 0)
    assert client_for(atelier).get("/who").json()["slug"] == "studio"


@pytest.mark.parametrize("state", [states.BUILDING, states.PURGED])
def test_one_that_has_no_pages_is_asked_for_each_time(keeping, client_for, atelier, state):
    change(atelier, state=state)
    assert client_for(atelier).get("/who").status_code in (404, 503)
    change(atelier, state=states.ACTIVE)
    assert client_for(atelier).get("/who").status_code == 200


def test_what_is_kept_is_nobodys_to_change(keeping, client_for, atelier):
    for afresh in (True, False):
        found = finding.by_host("atelier.localhost", afresh=afresh)
        found.tenant.languages.append("fr")
        found.tenant.name = found.domain = "Changed"
        kept = finding.by_host("atelier.localhost", afresh=False)
        assert (kept.tenant.languages, kept.tenant.name, kept.domain) == (["en"], "Atelier", "atelier.localhost")


def test_many_hosts_do_not_fill_the_memory(keeping, client_for, atelier, brigade, monkeypatch):
    monkeypatch.setattr(finding, "_MANY", 1)
    for tenant in (atelier, brigade, atelier):
        assert client_for(tenant).get("/who").json()["slug"] == tenant.slug
        assert len(finding._kept) == 1

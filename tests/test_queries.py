"""The number of queries of every page as a literal, and the same number when every list is three times as long.

A number that grew wants a look before it is written down here: usually a `select_related` is missing. Each page is
asked for twice, since the first fills caches and marks what is new as seen; and once more where that cost more, since a
session or a cached figure may just have been due. With longer lists the first answer will do if it cost the same.
"""

import uuid
from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from wagtail.models import Site

from kernel.actors import Actor
from kernel.history import relay
from marketplace.workroom import actions as workroom
from marketplace.workroom.models import Thread
from tenants.models import Tenant
from tenants.scope import public_scope
from tests import make, scene
from tests.isolation import objects
from tests.isolation.case import ANYONE, STAFF
from tests.isolation.urls import CASES
from tests.queries import PUBLIC_PAGES, TENANT_PAGES

TENANT, PUBLIC = "guildhall.urls_tenant", "guildhall.urls_public"
ROWS = [
    *((TENANT, name, who, number) for name, told in TENANT_PAGES.items() for who, number in told.items()),
    *((PUBLIC, name, who, number) for name, told in PUBLIC_PAGES.items() for who, number in told.items()),
]
each_page = pytest.mark.parametrize(
    ("urlconf", "name", "who", "number"), ROWS, ids=[f"{name}-{who}" for _conf, name, who, _number in ROWS]
)


@pytest.fixture(scope="module")
def furnished(module_db):
    """A scene in Atelier; what everybody's browser carries after signing in."""
    Site.clear_site_root_paths_cache()
    objects.keep(scene.build("Own", client=make.client("Clara"), freelancer=make.freelancer("Felix")))
    make.proposal(make.job(make.client("Ines"), title="Another rig"), objects.here().freelancer)
    people = {"Clara": make.user("Clara"), "Felix": make.user("Felix"), "Olga": make.user("Olga", is_staff=True)}
    people["Olga"].is_superuser = True
    people["Olga"].save()
    with public_scope():
        tenant = Tenant.objects.get(slug="atelier")
        ada = make.user("Ada", is_staff=True)
        jars = {"Ada": _carried(settings.PUBLIC_HOST, ada)}
    jars |= {name: _carried(tenant.host, person) for name, person in people.items()}
    return {"visitor": SimpleCookie(), "passer-by": SimpleCookie()} | jars


def _carried(host, person) -> SimpleCookie:
    browser = Client(HTTP_HOST=host)
    make.sign_in(browser, person)
    return browser.cookies


def _browser(jars, host, who) -> Client:
    browser = Client(HTTP_HOST=host)
    browser.cookies = SimpleCookie({key: morsel.value for key, morsel in jars[who].items()})
    return browser


@pytest.fixture(scope="module")
def grown(furnished):
    """Everything three times: jobs, proposals to one job, offers, contracts, messages, files, payouts, reviews."""
    here = objects.here()
    for mark in ("Second", "Third"):
        scene.build(mark, client=here.client, freelancer=here.freelancer)
        other = scene.build(f"{mark} other")
        make.proposal(here.job, other.freelancer)
        for thread in Thread.objects.filter(client=here.client)[:2]:
            actor = Actor.of(here.client.user)
            workroom.send(thread=thread, body=mark, files=[], key=uuid.uuid4(), actor=actor, at=make.AT)
    relay.run()
    return furnished


def _asked(browser, url) -> tuple[int, int]:
    with CaptureQueriesContext(connection) as seen:
        answer = browser.get(url)
        b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, len(seen)


@pytest.fixture
def count(rolled_back):
    """`count(jars, "jobs:list", "visitor", 14)` is (status, number of queries); the last is what is expected."""

    def queries(jars, name: str, who: str, expected: int, urlconf: str, *, warm: bool) -> tuple[int, int]:
        browser = _browser(jars, "atelier.localhost" if urlconf == TENANT else settings.PUBLIC_HOST, who)
        told = CASES[name]
        url = reverse(name, kwargs=told.make() if told.make else {}, urlconf=urlconf)
        if warm:
            browser.get(url)
        best = _asked(browser, url)
        for _again in range(1 if warm else 2):
            if best[1] != expected:
                best = min(best, _asked(browser, url))
        return best

    return queries


@each_page
def test_a_page_costs_so_many_queries(furnished, count, urlconf, name, who, number):
    assert count(furnished, name, who, number, urlconf, warm=True) == (200, number)


@pytest.mark.parametrize("name", sorted(set(CASES) - set(TENANT_PAGES) - set(PUBLIC_PAGES)))
def test_what_has_no_number_is_no_page(furnished, rolled_back, name):
    """If this fails you added a page: write its number into tests/queries.py."""
    for urlconf, host, who in (
        *((TENANT, "atelier.localhost", who) for who in _asking(name, "Olga")),
        (PUBLIC, settings.PUBLIC_HOST, "Ada"),
    ):
        try:
            url = reverse(name, kwargs=CASES[name].make() if CASES[name].make else {}, urlconf=urlconf)
        except NoReverseMatch:
            continue
        assert _browser(furnished, host, who).get(url).status_code != 200, f"{who} {url}"


def _asking(name: str, staff: str) -> tuple[str, ...]:
    return {ANYONE: ("visitor",), STAFF: (staff,)}.get(CASES[name].role, ("Clara", "Felix"))


@each_page
def test_and_no_more_when_its_lists_are_three_times_as_long(grown, count, urlconf, name, who, number):
    assert count(grown, name, who, number, urlconf, warm=False) == (200, number)

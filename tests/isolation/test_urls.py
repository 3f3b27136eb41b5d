"""No marketplace sees another (promise 7): every address × everybody of one marketplace × the other's objects.

Both marketplaces are furnished once for the whole module; each test is rolled back to that.
"""

import importlib
import pkgutil
from dataclasses import dataclass
from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.test import Client
from django.test.client import ClientHandler
from django.urls import resolve, reverse

from kernel.history.models import Entry
from marketplace.members import joining
from marketplace.notices.models import Notice
from tenants.models import Tenant
from tenants.scope import public_scope, tenant_scope
from tests import make, scene
from tests.conftest import undone
from tests.isolation import case, objects
from tests.isolation.case import ANYONE, MEMBER, PARTY, STAFF
from tests.isolation.urls import CASES, LIBRARIES, OPEN_IN_LIBRARIES

TENANT, PUBLIC = "guildhall.urls_tenant", "guildhall.urls_public"
MARK = "rigademark"  # in the name of everybody and everything of Brigade
WITHOUT_NAME = ("test404/", "^.*/$")  # Wagtail's own: a page for developers, and its way to add a slash
SIGN_IN = ("/accounts/", "/manage/login", "/login", "/settings/profile/")  # or: say first who you are
MIDDLEWARE = ClientHandler(enforce_csrf_checks=False)  # one chain for all: it keeps nothing of anybody
CAST = ("visitor", "Nils", "Clara", "Felix", "Olga", "Wanda")  # Wanda is signed in at Brigade and brings her cookies


def library_of(name):
    if name in CASES:
        return None
    return next((LIBRARIES[space] for space in LIBRARIES if name.startswith(space)), None)


def every(urlconf):
    return [address for address in case.addresses(urlconf) if address.name not in WITHOUT_NAME]


def ours(urlconf):
    return [address.name for address in every(urlconf) if address.name in CASES]


def libraries(urlconf):
    return [address for address in every(urlconf) if library_of(address.name)]


@pytest.mark.parametrize("urlconf", [TENANT, PUBLIC])
def test_every_address_of_ours_leads_to_its_own_page(urlconf):
    """An address that another's pattern takes first is served by the wrong view, with 200 and no trace."""
    reached = {
        address.name: resolve(path, urlconf).view_name
        for address in every(urlconf)
        if address.name in CASES and (path := case.probe(address, urlconf))
    }
    assert len(reached) > 40
    assert {name: view for name, view in reached.items() if name != view} == {}


@pytest.mark.parametrize("urlconf", [TENANT, PUBLIC])
def test_every_address_stands_in_the_table(urlconf):
    """If this fails you added a page: add its line to CASES in tests/isolation/urls.py."""
    missing = [
        address.name
        for address in every(urlconf)
        if address.name not in (*CASES, *WITHOUT_NAME) and not library_of(address.name)
    ]
    assert missing == []


def test_the_table_names_only_addresses_that_exist():
    known = {address.name for urlconf in (TENANT, PUBLIC) for address in every(urlconf)}
    assert sorted(set(CASES) - known) == []


@pytest.mark.parametrize("root", ["accounts", "billing", "cms", "console", "guildhall", "launch", "marketplace"])
def test_every_module_of_views_and_addresses_can_be_imported(root):
    """A broken one would otherwise be found by the first visitor."""
    package = importlib.import_module(root)
    edges = ("views", "urls", "urls_public", "urls_tenant", "urls_library", "forms", "tasks")
    for found in pkgutil.walk_packages(package.__path__, f"{root}."):
        if any(part in edges for part in found.name.split(".")):
            importlib.import_module(found.name)


@pytest.fixture(scope="module")
def furnished(module_db):
    """Scenes in both marketplaces; what everybody's browser carries after signing in."""
    with public_scope():
        hosts = {tenant.slug: tenant for tenant in Tenant.objects.all()}
    objects.keep(scene.build("Own", client=make.client("Clara"), freelancer=make.freelancer("Felix")))
    people = {name: make.user(name) for name in ("Nils", "Clara", "Felix")}
    people["Olga"] = make.user("Olga", is_staff=True)
    for user in people.values():
        joining.member_for(user)  # who would join anew for each test: it is rolled back
    jars = {"visitor": SimpleCookie()}
    jars |= {name: signed_in(hosts["atelier"], user) for name, user in people.items()}
    with tenant_scope(hosts["brigade"]):
        objects.keep(_numbered_apart(scene.build(objects.MARK)))
        jars["Wanda"] = signed_in(hosts["brigade"], make.user("Brigademark Wanda"))
    return hosts, jars


def _numbered_apart(there):
    """Notices are named by number: hers must be a number that nobody's has at Atelier."""
    Notice.objects.filter(pk=there.notice.pk).update(id=987_654)
    there.notice.pk = 987_654
    return there


def signed_in(tenant, user) -> SimpleCookie:
    browser = Client(HTTP_HOST=tenant.host)
    make.sign_in(browser, user)
    return browser.cookies


def browsers(furnished):
    """A browser at Atelier for everybody there, and one that carries the sign-in of somebody of Brigade."""
    hosts, jars = furnished
    found = {name: Client(HTTP_HOST=hosts["atelier"].host) for name in CAST}
    for name, browser in found.items():
        browser.cookies = SimpleCookie({key: morsel.value for key, morsel in jars[name].items()})
        browser.handler = MIDDLEWARE
    return found


@pytest.fixture
def people(furnished, rolled_back):
    return browsers(furnished)


def address_of(name, kwargs, urlconf):
    """A name that is its own pattern is one nobody gave."""
    return f"/{name}" if name.endswith("/") else reverse(name, kwargs=kwargs, urlconf=urlconf)


def look(browser, url, method="get"):
    answer = getattr(browser, method)(url)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer, body.decode(errors="replace")


def is_refused(answer):
    if answer.status_code in (301, 302):
        return any(part in answer["Location"] for part in SIGN_IN)
    return answer.status_code in (400, 401, 403, 404, 405, 410)


def is_named(answer, body):
    """Whether the operator is, in page, header or cookie."""
    said = f"{body} {answer.headers} {answer.cookies}".lower()
    return settings.PUBLIC_NAME.lower() in said or "guildhall" in said


def stands(answer):
    return answer.status_code < 500


@dataclass(frozen=True)
class Got:
    """What is kept of an answer: the answers themselves would keep all that their pages were made of."""

    status: int
    refused: bool
    names_the_operator: bool
    shows_brigade: bool


@pytest.fixture(scope="module")
def answers(furnished):
    """`answers("jobs:job")` is what everybody gets of Atelier's own object, by (person, method), and nothing happens
    at Brigade by it; with `of` Brigade's object instead. Asked once, for all the tests that look at it."""
    known, brigade = {}, furnished[0]["brigade"]

    def got(name, of="atelier"):
        if (name, of) in known:
            return known[name, of]
        make = CASES[name].make or dict
        with undone():
            with tenant_scope(brigade):
                before, theirs = Entry.objects.count(), make() if of == "brigade" else None
            url = address_of(name, make() if theirs is None else theirs, TENANT)
            known[name, of] = asked(browsers(furnished), url)
            with tenant_scope(brigade):
                assert Entry.objects.count() == before, "something happened at Brigade"
        return known[name, of]

    return got


def asked(people, url):
    found = {}
    for person, browser in people.items():
        for method in ("get", "post"):
            answer, body = look(browser, url, method)
            shown = MARK in body.replace(url, "")
            found[person, method] = Got(answer.status_code, is_refused(answer), is_named(answer, body), shown)
    return found


@pytest.mark.parametrize("name", ours(TENANT))
def test_nobody_of_one_marketplace_reaches_the_others_objects(name, answers):
    """An address that names no object is the same for both: what it answers at home must show nothing of Brigade."""
    told = CASES[name]
    for (person, method), got in answers(name, of="brigade" if told.make else "atelier").items():
        assert got.status < 500, f"{person} {method} {name}: {got.status}"
        assert not got.shows_brigade, f"{person} {method} {name} shows something of Brigade"
        if told.make and told.role != ANYONE:
            assert got.refused, f"{person} {method} {name}: {got.status}"


@pytest.mark.parametrize("name", [name for name in ours(TENANT) if CASES[name].role != ANYONE])
def test_at_home_a_page_is_shown_to_those_it_is_for(name, answers):
    """Below the role: sign-in or 404. Whoever has nothing to do with an object of a party does not see it."""
    below = {MEMBER: ("visitor",), STAFF: ("visitor", "Nils", "Clara", "Felix")}
    for person in below.get(CASES[name].role, ("visitor", "Nils")):
        got = answers(name)[person, "get"]
        assert got.refused, f"{person} {name}: {got.status}"


@pytest.mark.parametrize("name", [name for name in ours(TENANT) if CASES[name].role == PARTY])
def test_the_object_of_a_case_is_real(name, answers):
    """At home somebody reaches it, by GET or by POST: what nobody finds anywhere proves nothing elsewhere."""
    asked = [(person, method) for method in ("get", "post") for person in ("Clara", "Felix")]
    statuses = {who: answers(name)[who].status for who in asked}
    assert set(statuses.values()) & {200, 302, 303, 204, 409, 422}, statuses


@pytest.mark.parametrize("name", ours(TENANT))
def test_no_answer_of_a_marketplace_names_the_operator(name, answers):
    """Every address there is, at home, as everybody, shown and sent: page, refusal, headers and cookies."""
    for (person, method), got in answers(name).items():
        assert not got.names_the_operator, f"{person} {method} {name}"


@pytest.mark.parametrize("address", libraries(TENANT), ids=lambda address: address.name)
def test_pages_of_libraries_are_closed_to_whoever_is_below_them(address, people):
    url = case.probe(address, TENANT)
    assert url is not None, f"{address.name}: cannot be filled in; write a Case for it"
    role = ANYONE if address.name.startswith(OPEN_IN_LIBRARIES) else library_of(address.name)
    closed = {STAFF: ("visitor", "Wanda", "Nils"), MEMBER: ("visitor", "Wanda")}.get(role, ())
    for person in ("visitor", "Wanda", "Nils"):
        answer, body = look(people[person], url)
        assert stands(answer), f"{person} {url}: {answer.status_code}"
        assert MARK not in body.replace(url, "")
        assert not is_named(answer, body), f"{person} {url}"
        if person in closed:
            assert is_refused(answer), f"{person} {url}: {answer.status_code}"


@pytest.mark.parametrize("name", ours(PUBLIC))
def test_pages_of_the_public_host_show_nothing_of_any_marketplace(name, furnished, rolled_back):
    told = CASES[name]
    kwargs = told.make() if told.make else {}
    answer, body = look(Client(HTTP_HOST=settings.PUBLIC_HOST), address_of(name, kwargs, PUBLIC))
    assert stands(answer)
    assert MARK not in body
    if told.role != ANYONE:
        assert is_refused(answer)

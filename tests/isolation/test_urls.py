"""No marketplace sees another (promise 7): every address × everybody of one marketplace × the other's objects."""

import pytest
from django.urls import reverse

from kernel.history.models import Entry
from tests import make
from tests.isolation import case
from tests.isolation.case import ANYONE, MEMBER, STAFF
from tests.isolation.urls import CASES, LIBRARIES, OPEN_IN_LIBRARIES

TENANT, PUBLIC = "guildhall.urls_tenant", "guildhall.urls_public"
MARK = "rigademark"  # in the name of everybody and everything of Brigade
WITHOUT_NAME = ("test404/", "^.*/$")  # Wagtail's own: a page for developers, and its way to add a slash
SIGN_IN = ("/accounts/", "/manage/login", "/login", "/settings/profile/")  # or: say first who you are


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


@pytest.fixture
def people(db, client_for, atelier):
    """A browser at Atelier for everybody there, and one that carries the sign-in of somebody of Brigade."""
    persons = {
        "Nils": make.user("Nils"),
        "Clara": make.client("Clara").user,
        "Felix": make.freelancer("Felix").user,
        "Olga": make.user("Olga", is_staff=True),
    }
    return {"visitor": client_for(atelier)} | {name: client_for(atelier, user) for name, user in persons.items()}


@pytest.fixture
def stranger(db, client_for, atelier, brigade, in_brigade):
    """Somebody signed in at Brigade who takes her cookies to Atelier."""
    with in_brigade():
        there = client_for(brigade, make.user("Brigademark Wanda"))
    browser = client_for(atelier)
    browser.cookies = there.cookies
    return browser


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


def stands(answer):
    return answer.status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize("name", ours(TENANT))
def test_nobody_of_one_marketplace_reaches_the_others_objects(name, people, stranger, in_brigade):
    told = CASES[name]
    with in_brigade():
        kwargs = told.make() if told.make else {}
        before = Entry.objects.count()
    url = address_of(name, kwargs, TENANT)
    for person, browser in {**people, "stranger": stranger}.items():
        for method in ("get", "post"):
            answer, body = look(browser, url, method)
            assert stands(answer), f"{person} {method} {url}: {answer.status_code}"
            assert MARK not in body.replace(url, ""), f"{person} {method} {url} shows something of Brigade"
            if told.make and told.role != ANYONE:
                assert is_refused(answer), f"{person} {method} {url}: {answer.status_code}"
    with in_brigade():
        assert Entry.objects.count() == before, "something happened at Brigade"


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in ours(TENANT) if CASES[name].role != ANYONE])
def test_at_home_a_page_is_shown_to_those_it_is_for(name, people):
    """Below the role: sign-in or 404. Whoever has nothing to do with an object of a party does not see it."""
    told = CASES[name]
    kwargs = told.make() if told.make else {}
    url = address_of(name, kwargs, TENANT)
    below = {MEMBER: ("visitor",), STAFF: ("visitor", "Nils", "Clara", "Felix")}.get(told.role, ("visitor", "Nils"))
    for person in below:
        answer, _body = look(people[person], url)
        assert is_refused(answer), f"{person} {url}: {answer.status_code}"


@pytest.mark.django_db
@pytest.mark.parametrize("address", libraries(TENANT), ids=lambda address: address.name)
def test_pages_of_libraries_are_closed_to_whoever_is_below_them(address, client_for, atelier, stranger):
    url = case.probe(address, TENANT)
    assert url is not None, f"{address.name}: cannot be filled in; write a Case for it"
    browsers = {"visitor": client_for(atelier), "stranger": stranger, "Nils": client_for(atelier, make.user("Nils"))}
    role = ANYONE if address.name.startswith(OPEN_IN_LIBRARIES) else library_of(address.name)
    closed = {STAFF: ("visitor", "stranger", "Nils"), MEMBER: ("visitor", "stranger")}.get(role, ())
    for person, browser in browsers.items():
        answer, body = look(browser, url)
        assert stands(answer), f"{person} {url}: {answer.status_code}"
        assert MARK not in body.replace(url, "")
        if person in closed:
            assert is_refused(answer), f"{person} {url}: {answer.status_code}"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ours(PUBLIC))
def test_pages_of_the_public_host_show_nothing_of_any_marketplace(name, at_public, in_brigade):
    told = CASES[name]
    with in_brigade():
        make.user("Brigademark Wanda")
    kwargs = told.make() if told.make else {}
    answer, body = look(at_public, address_of(name, kwargs, PUBLIC))
    assert stands(answer)
    assert MARK not in body
    if told.role != ANYONE:
        assert is_refused(answer)

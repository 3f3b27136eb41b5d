"""Every form there is, sent with what no browser of ours would send: an answer each time, never a 500 (§4.4).

The forms are read off the pages of the table in urls.py, as each of the cast sees them: a new one is tried by itself.
"""

import secrets
from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import NoReverseMatch, reverse

from kernel import clock
from tenants.models import Tenant
from tenants.scope import public_scope
from tests import make, scene
from tests.conftest import undone
from tests.isolation import case, forms, objects
from tests.isolation.case import ANYONE, MEMBER, PARTY, STAFF
from tests.isolation.test_urls import PUBLIC, TENANT, library_of
from tests.isolation.urls import CASES

HOME = "atelier.localhost"
# Pages of libraries whose forms are tried too: accounts, and what an owner fills in.
ALSO = (
    "account_",
    "mfa_",
    "usersessions",
    "category:add",
    "skill:add",
    "wagtailusers_users:add",
    "wagtailadmin_account",
)
SEES = {ANYONE: ("visitor",), MEMBER: ("Clara", "Felix"), PARTY: ("Clara", "Felix"), STAFF: ("Olga",)}
PAGES = [
    (urlconf, address)
    for urlconf in (TENANT, PUBLIC)
    for address in case.addresses(urlconf)
    if (address.name in CASES or address.name.startswith(ALSO)) and "gallery" not in address.name
]


@pytest.fixture(scope="module")
def jars(module_db):
    """What everybody's browser carries after signing in; Olga may do what an owner may."""
    objects.keep(scene.build("Own", client=make.client("Clara"), freelancer=make.freelancer("Felix")))
    people = {name: make.user(name) for name in ("Nils", "Clara", "Felix")}
    people["Olga"] = make.user("Olga", is_staff=True)
    people["Olga"].groups.add(Group.objects.get(name="owner"))
    with public_scope():
        home = Tenant.objects.get(slug="atelier").host
        found = {"Ada": _carried(settings.PUBLIC_HOST, make.user("Ada", is_staff=True))}
    found |= {name: _carried(home, person) for name, person in people.items()}
    return {"visitor": SimpleCookie()} | found


def _carried(host, person) -> SimpleCookie:
    browser = Client(HTTP_HOST=host)
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return browser.cookies


def _browser(jars, urlconf, who) -> Client:
    host = HOME if urlconf == TENANT else settings.PUBLIC_HOST
    address = f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1"  # limits are counted by address
    browser = Client(HTTP_HOST=host, REMOTE_ADDR=address)
    browser.cookies = SimpleCookie({key: morsel.value for key, morsel in jars[who].items()})
    return browser


@pytest.fixture(autouse=True)
def _real_time_afterwards(rolled_back):
    """The demo's clock is one of the forms, and it lies in Redis, where nothing is rolled back."""
    yield
    clock.reset()


@pytest.fixture(scope="module")
def tried():
    """Forms stand on several pages; each is tried once."""
    return set()


def _address(urlconf, address) -> str | None:
    """The page; None where there is none under this configuration, or no object of its kind."""
    if address.name not in CASES:
        return case.probe(address, urlconf)
    told = CASES[address.name]
    try:
        return reverse(address.name, kwargs=told.make() if told.make else {}, urlconf=urlconf)
    except NoReverseMatch:
        return f"/{address.name}"


def _who(urlconf, name) -> tuple[str, ...]:
    told = CASES[name].role if name in CASES else None
    if urlconf == PUBLIC:
        return ("Ada",) if told in (STAFF, None) else ("visitor",)
    if told is None:
        return ("Olga",) if library_of(name) == STAFF else ("visitor", "Clara")
    return SEES[told]


def _forms(jars, urlconf, who, url):
    with undone():
        answer = _browser(jars, urlconf, who).get(url)
        if answer.status_code != 200 or answer.streaming or "html" not in answer["Content-Type"]:
            return []
        return list(forms.on(answer.content.decode(), url))


def _send(browser, form, pairs):
    body, kind = forms.encoded(form, pairs)
    if form.method == "get":
        return browser.get(f"{form.action.partition('?')[0]}?{forms.query(pairs)}")
    return browser.post(form.action, body, content_type=kind)


@pytest.mark.parametrize(("urlconf", "address"), PAGES, ids=[f"{conf[15:]}-{page.name}" for conf, page in PAGES])
def test_no_form_of_a_page_is_answered_by_a_500(jars, rolled_back, tried, urlconf, address):
    url, broken = _address(urlconf, address), []
    for who in _who(urlconf, address.name) if url else ():
        for form in _forms(jars, urlconf, who, url):
            if form.key(urlconf) in tried:
                continue
            tried.add(form.key(urlconf))
            for told, pairs in forms.bodies(form):
                with undone():
                    try:
                        status = _send(_browser(jars, urlconf, who), form, pairs).status_code
                    except Exception as wrong:  # any at all: this is what a 500 is made of
                        broken.append(f"{who}, {form.action}, {told}: {type(wrong).__name__}: {wrong!s:.150}")
                        continue
                if status == 405:
                    break  # a sample of a form, in the gallery
                if status >= 500:
                    broken.append(f"{who}, {form.action}, {told}: {status}")
    assert broken == []

"""Every form there is, sent with what no browser of ours would send: an answer each time, never a 500 (§4.4).

The forms are read off the pages of the table in urls.py, as each of the cast sees them: a new one is tried by itself.
Each is sent as it stands, not at all, twice, empty, with each evil value of forms.py in all its fields, with a
megabyte in one, and with a null character amid what a person would send: in one field alone, or in several of those
that the page has refused by name, any two of them apart at least once (`forms.amid_good_ones`). The same body is not
sent twice.
"""

import secrets
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from itertools import permutations

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import NoReverseMatch, reverse

from kernel import clock
from marketplace.members import joining
from tenants.models import Tenant
from tenants.scope import public_scope
from tests import make, scene
from tests.conftest import undone
from tests.isolation import case, forms, objects
from tests.isolation.case import ANYONE, MEMBER, PARTY, STAFF
from tests.isolation.test_urls import MIDDLEWARE, PUBLIC, TENANT, library_of
from tests.isolation.urls import CASES

REFUSING = "a null character everywhere"
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
    for person in people.values():
        joining.member_for(person)  # who would join on each of her pages anew: they are rolled back
    return {"visitor": SimpleCookie()} | found


def _carried(host, person) -> SimpleCookie:
    browser = Client(HTTP_HOST=host)
    make.sign_in(browser, person)
    return browser.cookies


def _browser(jars, urlconf, who) -> Client:
    host = HOME if urlconf == TENANT else settings.PUBLIC_HOST
    address = f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1"  # limits are counted by address
    browser = Client(HTTP_HOST=host, REMOTE_ADDR=address)
    browser.cookies = SimpleCookie({key: morsel.value for key, morsel in jars[who].items()})
    browser.handler = MIDDLEWARE
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


@dataclass
class Sender:
    """Sends a form as somebody, each body once; what was wrong with the answers is in `broken`."""

    jars: dict[str, SimpleCookie]
    urlconf: str
    who: str
    form: forms.Form
    broken: list[str] = field(default_factory=list)
    sent: set[tuple] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)

    def goes_on(self, told, pairs) -> bool:
        """False after a sample of a form, in the gallery."""
        if tuple(pairs) in self.sent:
            return True
        self.sent.add(tuple(pairs))
        with undone():
            try:
                answer = self._answer(pairs)
            except Exception as wrong:  # any at all: this is what a 500 is made of
                self._note(told, f"{type(wrong).__name__}: {wrong!s:.150}")
                return True
        if answer.status_code >= 500:
            self._note(told, str(answer.status_code))
        if told == REFUSING and not answer.streaming:
            self.refused = forms.refused_on(answer.content.decode())
        return answer.status_code != 405

    def _answer(self, pairs):
        browser = _browser(self.jars, self.urlconf, self.who)
        if self.form.method == "get":
            return browser.get(f"{self.form.action.partition('?')[0]}?{forms.query(pairs)}")
        body, kind = forms.encoded(self.form, pairs)
        return browser.post(self.form.action, body, content_type=kind)

    def _note(self, told, what):
        self.broken.append(f"{self.who}, {self.form.action}, {told}: {what}")


@pytest.mark.parametrize(("urlconf", "address"), PAGES, ids=[f"{conf[15:]}-{page.name}" for conf, page in PAGES])
def test_no_form_of_a_page_is_answered_by_a_500(jars, rolled_back, tried, urlconf, address):
    url, broken = _address(urlconf, address), []
    for who in _who(urlconf, address.name) if url else ():
        for form in _forms(jars, urlconf, who, url):
            if form.key(urlconf) in tried:
                continue
            tried.add(form.key(urlconf))
            sender = Sender(jars, urlconf, who, form)
            if all(sender.goes_on(*body) for body in forms.bodies(form)):
                for body in forms.amid_good_ones(form, sender.refused):
                    sender.goes_on(*body)
            broken += sender.broken
    assert broken == []


@pytest.mark.parametrize("number", [1, 2, 3, 4, 6, 7, 20, 21])
def test_of_any_two_refused_fields_each_is_sent_hostile_while_the_other_is_not(number):
    groups = forms.shared(list(range(number)))
    pairs = {(one, other) for group in groups for one in group for other in set(range(number)) - group}
    assert pairs == set(permutations(range(number), 2))
    assert {place for group in groups for place in group} == set(range(number))
    assert len(groups) <= min(number, 7)

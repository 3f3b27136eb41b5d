"""No leak under load (promises §1.8): threads go from marketplace to marketplace, each answer is its own.

All are in one process, where what leaks between threads and from visit to visit would: connections, caches, settings,
what is remembered of a host. Rows have the same numbers in every marketplace, so a wrong schema would find something.
"""

import itertools
import os
import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie

import pytest
from django.db import connections
from django.test import Client

from cms.models import ContentPage
from kernel import clock
from kernel.actors import SYSTEM, Actor
from kernel.history.models import Entry
from marketplace.members import actions as members
from marketplace.members.faces import Face
from marketplace.members.models import Member
from marketplace.notices import actions as notices
from marketplace.notices.models import Notice
from tenants import provisioning, scope, tasks
from tests import make
from theming import actions as theming

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = int(os.environ.get("GUILDHALL_SOAK_SECONDS", "60"))
THREADS = 32
MARKERS = ("Aspen", "Birchwood", "Cedarine", "Dogwood", "Elmgrove", "Firtree", "Gingko", "Hawthorn")
OPEN_TO_ALL = ("/", "/jobs/", "/talent/", "{job}", "{person}", "/accounts/login/", "/theme/manifest.webmanifest")
OPEN_TO_HER = ("/settings/", "/settings/profile/", "/contracts/", "/notifications/", "/messages/", "/earnings/")


class Place:
    """One marketplace, whose every row and page carries its marker."""

    def __init__(self, marker: str) -> None:
        now = clock.now()
        self.marker = marker
        asked = {"slug": marker.lower(), "name": marker, "currency": "EUR", "language": "en", "niche": "animation"}
        self.tenant = provisioning.launch(**asked, actor=SYSTEM, at=now)
        with scope.tenant_scope(self.tenant):
            self.member = make.freelancer(f"{marker} Felix")
            posted = make.job(make.client(f"{marker} Clara"), title=f"A walk cycle for {marker}")
            theming.dress(look={}, tagline=f"All of {marker}", actor=SYSTEM, at=now)
            ContentPage.objects.filter(slug="help").update(title=f"Help of {marker}")  # a link at the end of every page
            self.known = {"job": posted.get_absolute_url(), "person": self.member.get_absolute_url()}
            visitor = Client(HTTP_HOST=self.tenant.host)
            visitor.force_login(self.member.user, backend="django.contrib.auth.backends.ModelBackend")
            self.cookies = {name: morsel.value for name, morsel in visitor.cookies.items()}

    def browser(self, *, signed_in: bool) -> Client:
        browser = Client(HTTP_HOST=self.tenant.host)
        browser.cookies = SimpleCookie(self.cookies if signed_in else {})
        return browser

    def foreign(self, text: str) -> list[str]:
        return [marker for marker in MARKERS if marker != self.marker and marker.lower() in text.lower()]


@pytest.fixture
def places():
    return [Place(marker) for marker in MARKERS]


def look(place: Place, draw: random.Random, _number: int) -> str:
    """A visitor's page."""
    _own(place, place.browser(signed_in=False), draw.choice(OPEN_TO_ALL).format(**place.known))
    return "visitor's pages"


def look_inside(place: Place, draw: random.Random, _number: int) -> str:
    """A member's page."""
    _own(place, place.browser(signed_in=True), draw.choice(OPEN_TO_HER))
    return "member's pages"


def write(place: Place, _draw: random.Random, number: int) -> str:
    """A member says something of herself, somebody is told, and a worker tends the marketplace."""
    now = clock.now()
    with scope.tenant_scope(place.tenant):
        felix = Member.objects.get(user__email=place.member.user.email)
        face = Face(name=felix.name, hires=False, works=True, headline=f"{place.marker} rigs, {number}")
        members.revise(member=felix, face=face, actor=Actor.of(felix.user), at=now)
        key = f"soak:{place.marker}:{number}"
        told = {"member": felix, "kind": "soak", "params": {"title": key}, "url": "/", "key": key}
        notices.notify(**told, actor=SYSTEM, at=now)
        tasks.tend()
    return "written and tended"


def _own(place: Place, browser: Client, path: str) -> None:
    answer = browser.get(path)
    text = answer.content.decode()
    assert answer.status_code == 200, (place.marker, path, answer.status_code, answer.get("Location"))
    assert place.marker in text, (place.marker, path, "its own marker is missing")
    assert not place.foreign(text), (place.marker, path, place.foreign(text))


def test_thirty_two_threads_in_eight_marketplaces_see_each_its_own(places):
    over, numbers, done = time.monotonic() + SECONDS, itertools.count(1), Counter()
    lock = threading.Lock()

    def wander(seed: int) -> None:
        draw = random.Random(seed)
        try:
            while time.monotonic() < over:
                did = draw.choice((look, look, look_inside, look_inside, write))(
                    draw.choice(places), draw, next(numbers)
                )
                with lock:
                    done[did] += 1
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as threads:
        for ended in [threads.submit(wander, seed) for seed in range(THREADS)]:
            ended.result()
    print(f"\n{SECONDS} s, {THREADS} threads, {len(places)} marketplaces: {dict(done)}")
    assert set(done) == {"visitor's pages", "member's pages", "written and tended"}
    for place in places:
        with scope.tenant_scope(place.tenant):
            for rows in (Entry.objects.values_list("data", "actor_label"), Notice.objects.values_list("key", "params")):
                assert not [row for row in rows if place.foreign(repr(row))]
            assert Notice.objects.filter(key__startswith=f"soak:{place.marker}:").exists()

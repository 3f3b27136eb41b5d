"""Journeys: real pages in a real browser, with a real worker, scheduler, PostgreSQL and Redis.

One server for all journeys, in a database of its own, started as `bin/demo` starts it and ended with the last of them.
Where no browser is to be had the journeys do not run, and the suite's last lines say so.
"""

import shutil
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from guildhall.run import embedded
from tests import installation
from tests.journeys import backstage, steps

# The shell is the same browser without its window, at a third of the processor's time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]


def pytest_itemcollected(item):
    """All journeys on one worker: they share a server. xdist reads the groups as soon as the collection ends, so a
    marker put on any later would come too late."""
    item.add_marker(pytest.mark.journey)
    item.add_marker(pytest.mark.xdist_group("journeys"))
    if CHROMIUM is None:
        item.add_marker(pytest.mark.skip(reason="no Chromium on this machine: apt-get install chromium-headless-shell"))


@pytest.fixture(scope="package")
def port():
    with embedded.kept_port() as port:
        yield port


@pytest.fixture(scope="package")
def server(tmp_path_factory, database_name, django_db_blocker, port):
    data = tmp_path_factory.mktemp("journeys")
    patient = {"GUILDHALL_DB_PATIENCE": "60"}
    with installation.opened(database_name, "journeys", port, data, django_db_blocker, **patient) as server:
        yield server


@dataclass(frozen=True)
class Marketplace:
    """20/10/5, 5 % from the client, in dollars."""

    slug: str
    site: str
    owner_email: str


@pytest.fixture(scope="package")
def launched(server):
    """`launched("Lynx Guild")` is a new marketplace that nobody walked through the wizard for."""

    def launch(name: str) -> Marketplace:
        slug = name.lower().replace(" ", "-")
        with server.backstage():
            email = backstage.launch(name, slug)
        return Marketplace(slug, server.of(slug), email)

    return launch


@pytest.fixture(scope="package")
def workshop(launched):
    """Badger Works: for all journeys that leave the owner's fees alone."""
    return launched("Badger Works")


@pytest.fixture
def pair_at(server, browser_of):
    """`pair_at(workshop)` are Clara and Felix, signed in there, who have never worked together."""

    def pair(place: Marketplace) -> tuple[steps.Person, steps.Person]:
        with server.backstage():
            people = zip(("Clara Client", "Felix Freelancer"), backstage.pair(place.slug), strict=True)
            known = [(name, email, backstage.signed_in(place.slug, email)) for name, email in people]
        clara, felix = [steps.Person(name, email, browser_of(), place.site) for name, email, _cookies in known]
        for person, (_name, _email, cookies) in zip((clara, felix), known, strict=True):
            told = [{"name": name, "value": value, "url": place.site} for name, value in cookies.items()]
            person.page.context.add_cookies(told)
        return clara, felix

    return pair


@pytest.fixture
def hired(server):
    """`hired(clara, felix, "A badger", "600.00")` is the address of their workroom: a contract of one milestone."""

    def hire(clara: steps.Person, felix: steps.Person, title: str, amount: str) -> str:
        slug = urlsplit(clara.site).hostname.partition(".")[0]
        with server.backstage():
            minor = int(amount.replace(".", ""))
            contract = backstage.hired(slug, clara.email, felix.email, title=title, minor=minor)
        return f"/contracts/{contract.uuid}/"

    return hire


@pytest.fixture
def pair(workshop, pair_at):
    return pair_at(workshop)


@pytest.fixture(scope="package")
def chromium():
    from playwright.sync_api import sync_playwright

    # Playwright's event loop runs in this thread as long as it is there; Django would refuse us our queries.
    with pytest.MonkeyPatch.context() as patched, sync_playwright() as playwright:
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def browser_of(chromium):
    """`browser_of()` is a person at her own machine: a fresh profile; `scripts=False` turns JavaScript off. She likes
    no motion: cross-fading from page to page is drawn by the processor here."""
    opened = []

    def open_one(*, scripts: bool = True, width: int = 1280, language: str = "en"):
        context = chromium.new_context(
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
            locale=language,
            reduced_motion="reduce",
        )
        context.set_default_timeout(steps.PATIENCE)
        opened.append(context)
        return context.new_page()

    yield open_one
    for context in opened:
        context.close()

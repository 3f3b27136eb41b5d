"""How the suite meets the database, and the named cast.

A test that touches the database says `pytestmark = pytest.mark.django_db` (or asks for a fixture that does). It runs
inside Atelier's schema, in a transaction that is rolled back. `@pytest.mark.django_db(transaction=True)` is for tests
with threads, real commits or other processes: they start in Atelier too, commit for good, and afterwards the database
is made what it was (rewind.py) or replaced by a fresh copy. Other marketplaces: `with in_brigade(): …` or
`with tenant_scope(tenant): …`.
"""

import copy
import os
from contextlib import ExitStack, contextmanager

import pytest
from django.db import connection, connections, transaction
from django.template.base import Template
from django.test import Client
from django.test.utils import instrumented_test_render
from hypothesis import HealthCheck
from hypothesis import settings as examples
from pytest_django.fixtures import validate_django_db

from tests import make, memory, rewind, world

PLAIN = Template._render
UNTOLD = object()
WAITING = ["journeys", "processes"]  # groups, in the order in which workers take them
_dirty, _world_rows = False, UNTOLD
_rows = {}
# How long an example takes is the machine's affair.
examples.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("untimed")


def pytest_collection_modifyitems(items):
    """First the tests that mostly wait, for a browser or for processes of their own: one worker waits, the others have
    work. Then what stays together. Last the tests with threads and commits: what has to be done after them doesn't slow
    the others."""
    items.sort(key=_turn)


def _turn(item) -> int:
    marker = item.get_closest_marker("xdist_group")
    together = marker and marker.args[0]
    if together in WAITING:
        return WAITING.index(together)
    return len(WAITING) + (2 if _commits(item) else 0 if together else 1)


def _commits(item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and validate_django_db(marker)[0]) or "transactional_db" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def database_name(django_test_environment) -> str:
    """The database of this worker: the one of DATABASE_URL with test_ before it, and the worker's name behind."""
    from django.conf import settings

    name = os.environ.get("GUILDHALL_TEST_DB") or "test_" + settings.DATABASES["default"]["NAME"]
    return name


@pytest.fixture(scope="session")
def django_db_setup(database_name, django_db_blocker):
    """Once per session: the world stands, and this worker has its own copy."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    mine = f"{database_name}_{worker}" if worker else database_name
    with django_db_blocker.unblock():
        standing = world.ready(database_name)
        world.copy(standing, mine)
        world.use(mine)
        memory.fresh()
    yield standing, mine
    with django_db_blocker.unblock():
        world.drop(mine)


@pytest.fixture
def _django_db_helper(request, django_db_setup, django_db_blocker):
    """Replaces pytest-django's: one transaction in Atelier's schema, or what it was, after the test."""
    global _dirty
    from tenants.scope import tenant_scope

    with django_db_blocker.unblock(), ExitStack() as stack:
        _clean(django_db_setup)
        stack.enter_context(memory.undone())
        if _commits(request.node):
            _remember(django_db_setup[1])
            _dirty = True
            stack.callback(connections.close_all)
        else:
            atomic = transaction.atomic()
            atomic._from_testcase = True  # lets durable blocks run inside
            stack.enter_context(atomic)
            stack.callback(transaction.set_rollback, True)
        stack.enter_context(tenant_scope(_born("atelier")))
        yield


@pytest.fixture(scope="module")
def module_db(django_db_setup, django_db_blocker):
    """For modules that look at much and change little: what is made under it stands for all tests of the module, in
    one transaction in Atelier's schema. Each test asks for `rolled_back` and gives back what it changed."""
    from tenants.scope import tenant_scope

    with django_db_blocker.unblock():
        _clean(django_db_setup)
        with memory.undone(), undone(), tenant_scope(_born("atelier")):
            yield


@pytest.fixture
def rolled_back(module_db):
    with memory.undone(), undone():
        yield


@contextmanager
def undone():
    atomic = transaction.atomic()
    atomic._from_testcase = True  # lets durable blocks run inside
    with atomic:
        yield
        transaction.set_rollback(True)


def _remember(mine: str) -> None:
    """Once per session, before a test commits for the first time: all rows there are."""
    global _world_rows
    if _world_rows is UNTOLD:
        connections.close_all()
        _world_rows = rewind.remember(mine)


def _clean(setup) -> None:
    """The world as it was, when a test before has committed; then public."""
    global _dirty
    if _dirty:
        connections.close_all()
        if not rewind.rewind(setup[1], _world_rows):
            world.copy(*setup)
        _dirty = False
    connection.set_schema_to_public()


def _born(slug: str):
    """A marketplace as it was when the world was built, which it is when a test begins: read once by each worker."""
    if slug not in _rows:
        tenant = _tenant(slug)
        _rows[slug] = {field.attname: getattr(tenant, field.attname) for field in tenant._meta.concrete_fields}
    from tenants.models import Tenant
    from tenants.scope import public_scope

    with public_scope():  # rows are stamped with where they are of
        return Tenant.from_db(connection.alias, list(_rows[slug]), copy.deepcopy(list(_rows[slug].values())))


def _tenant(slug: str):
    from tenants.models import Tenant
    from tenants.scope import public_scope

    with public_scope():
        return Tenant.objects.get(slug=slug)


@pytest.fixture
def atelier(db):
    """The marketplace every test runs in: USD, English."""
    return _born("atelier")


@pytest.fixture
def brigade(db):
    """The other marketplace: EUR, German."""
    return _born("brigade")


@pytest.fixture
def in_brigade(brigade):
    """`with in_brigade(): …` runs the block in the other marketplace."""
    from tenants.scope import tenant_scope

    return lambda: tenant_scope(brigade)


@pytest.fixture
def client_for():
    """`client_for(atelier, clara)` is a browser at that marketplace, signed in; without a user, a visitor."""

    def client_of(tenant, user=None) -> Client:
        from tenants.scope import tenant_scope

        browser = Client(HTTP_HOST=tenant.host)
        if user is not None:
            with tenant_scope(tenant):
                make.sign_in(browser, user)
        return browser

    return client_of


@pytest.fixture
def at_public(db) -> Client:
    """A browser at the operator's own host."""
    from django.conf import settings

    return Client(HTTP_HOST=settings.PUBLIC_HOST)


@pytest.fixture
def browser(client_for, atelier) -> Client:
    """A visitor's browser at Atelier."""
    return client_for(atelier)


@pytest.fixture
def in_threads():
    """`in_threads(work, [1, 2, 3])` runs work(1), work(2), work(3) at once, each on its own connection in Atelier,
    and returns what they returned. For tests marked `django_db(transaction=True)`."""
    from concurrent.futures import ThreadPoolExecutor

    from tenants.scope import tenant_scope

    def run(work, items):
        tenant = _tenant("atelier")

        def one(item):
            try:
                with tenant_scope(tenant):
                    return work(item)
            finally:
                connections.close_all()

        items = list(items)
        with ThreadPoolExecutor(len(items)) as threads:
            return list(threads.map(one, items))

    return run


@pytest.fixture(scope="session", autouse=True)
def _drawn_as_for_people(django_test_environment):
    """Django's test environment copies the whole context of every template, a tenth of the time that a page takes."""
    Template._render = PLAIN


@pytest.fixture
def contexts(monkeypatch):
    """For tests that read `answer.context`: what the page was made of is kept."""
    monkeypatch.setattr(Template, "_render", instrumented_test_render)


@pytest.fixture(scope="session", autouse=True)
def _tasks_stay_here():
    from tests import queue

    queue.in_memory()


@pytest.fixture
def queue(db):
    """Tasks queued so far, none of them run: `queue.run()` runs them as a worker does, starting in no marketplace."""
    from tests.queue import Queue

    waiting = Queue()
    waiting.messages()
    return waiting


@pytest.fixture
def olga(db):
    """Olga owns the marketplace."""
    return make.user("Olga", is_staff=True)


@pytest.fixture
def mo(db):
    """Mo moderates it."""
    return make.user("Mo", is_staff=True)


@pytest.fixture
def clara(db):
    """Clara hires."""
    return make.user("Clara")


@pytest.fixture
def felix(db):
    """Felix does the work."""
    return make.user("Felix")


@pytest.fixture
def nils(db):
    """Nils has signed up and has nothing to do with any of it."""
    return make.user("Nils")

"""What several tests of a module begin with is made once for them (`-p tests.openings`).

The module says `usefixtures("opening")` for all its tests, and in OPENINGS by which fixture a test asks for which
beginning: `{"delivered": make_it}`. Tests that begin alike come one after the other, each in a savepoint and with a
copy of what was made; then it is rolled back, so that no other test sees its rows. Not for tests that commit.
"""

import copy

import pytest


@pytest.fixture(scope="module")
def opening(request, module_db):
    from tenants.scope import tenant_scope
    from tests import conftest, memory

    with memory.undone(), conftest.undone(), tenant_scope(conftest._born("atelier")):
        yield request.param and request.param()


@pytest.fixture
def opened(opening, db):
    """The test's own copy: verbs change what they are given."""
    return copy.deepcopy(opening)


def pytest_generate_tests(metafunc):
    """A test begins with the first of its module's OPENINGS that it asks for, or with nothing."""
    told = getattr(metafunc.module, "OPENINGS", {})
    if "opening" in metafunc.fixturenames:
        begins = next((told[name] for name in told if name in metafunc.fixturenames), None)
        metafunc.parametrize("opening", [begins], indirect=True, scope="module", ids=[pytest.HIDDEN_PARAM])
    elif told:
        raise pytest.UsageError(f'{metafunc.module.__name__}: OPENINGS want usefixtures("opening") for every test')


def pytest_collection_modifyitems(items):
    first = {}
    places = {item: first.setdefault(_begins(item) or item, number) for number, item in enumerate(items)}
    items.sort(key=places.get)


def _begins(item) -> tuple:
    params = item.callspec.params if hasattr(item, "callspec") else {}
    return (item.path, params["opening"]) if "opening" in params else ()

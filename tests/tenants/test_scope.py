"""Entering and leaving a marketplace."""

import threading

import pytest
from django.core.cache import caches
from django.db import connection

from tenants import current, scope
from tests.waiting import PATIENCE

pytestmark = pytest.mark.django_db


def here():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return cursor.fetchone()[0]


def test_scopes_nest_and_come_back_also_after_an_error(brigade):
    with scope.tenant_scope(brigade):
        assert here() == "t_brigade"
        with scope.public_scope():
            assert here() == "public"
            assert current.get().is_public
        with pytest.raises(ZeroDivisionError), scope.public_scope():
            1 / 0  # noqa: B018
        assert here() == "t_brigade"
    assert here() == "t_atelier"


@pytest.mark.django_db(transaction=True)
def test_two_threads_never_come_out_with_each_others_marketplace(atelier, brigade, in_threads):
    """Both enter before either leaves, and the first in is the first out: a shared stack would swap them."""
    first_in, both_in, first_out = threading.Event(), threading.Event(), threading.Event()

    def work(number):
        if number == 0:
            with scope.tenant_scope(brigade):
                first_in.set()
                assert both_in.wait(PATIENCE)
            after = here()
            first_out.set()
            return after
        assert first_in.wait(PATIENCE)
        with scope.public_scope():
            inside = scope.tenant_scope(atelier)
            with inside:
                both_in.set()
                assert first_out.wait(PATIENCE)
            return here()

    assert in_threads(work, [0, 1]) == ["t_atelier", "public"]


def test_facts_cost_no_query(django_assert_num_queries, brigade):
    with scope.tenant_scope(brigade), django_assert_num_queries(0):
        facts = current.get()
    assert (facts.slug, facts.currency, facts.languages, facts.time_zone) == (
        "brigade", "EUR", ("de", "en"), "Europe/Berlin",
    )  # fmt: skip
    assert facts.base_url == "http://brigade.localhost"


def test_facts_cannot_be_changed():
    with pytest.raises(AttributeError):
        current.get().name = "Mine"


def test_the_public_schema_is_no_marketplace():
    class Public:
        schema_name = "public"

    with pytest.raises(ValueError, match="public_scope"), scope.tenant_scope(Public()):
        pass


def test_what_a_visit_keeps_is_neither_the_next_ones_nor_anothers(atelier, brigade):
    with scope.tenant_scope(atelier):
        current.kept()["read"] = "of Atelier"
        with scope.tenant_scope(brigade):
            assert "read" not in current.kept()
        assert current.kept()["read"] == "of Atelier"
    with scope.tenant_scope(atelier):
        assert "read" not in current.kept()


@pytest.mark.django_db(transaction=True)
def test_threads_share_one_client_of_redis(in_threads):
    """Django makes a pool of connections for each thread, under ASGI for each request."""
    first, second = in_threads(lambda _: caches["default"]._cache.get_client(), [1, 2])
    assert first is second

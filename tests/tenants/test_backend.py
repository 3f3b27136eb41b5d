"""The connection's own walls."""

import pytest
from django.db import OperationalError, ProgrammingError, connection, connections, models, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tenants import scope, wall
from tenants.backend import base
from tenants.backend.base import NotEntered, WrongSchema
from tenants.models import Tenant
from tenants.provisioning import pool
from tests import world

pytestmark = pytest.mark.django_db


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else None


class Undo(Exception):
    pass


def test_a_table_missing_here_is_an_error_and_not_publics_table():
    with scope.public_scope():
        User.objects.create_user(email="operator@example.com")
    with wall.as_owner():
        run("DROP TABLE accounts_user CASCADE")
    with pytest.raises(ProgrammingError, match="accounts_user"), transaction.atomic():
        User.objects.count()


def test_tables_of_public_are_not_within_a_marketplaces_reach():
    with pytest.raises(ProgrammingError, match="tenants_tenant"), transaction.atomic():
        Tenant.objects.count()


def test_after_a_rollback_the_schema_is_set_anew(brigade):
    with pytest.raises(ZeroDivisionError), transaction.atomic(), scope.tenant_scope(brigade):
        run("SELECT 1")
        raise ZeroDivisionError
    assert run("SELECT current_schema()") == [("t_atelier",)]
    with scope.tenant_scope(brigade):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            run("SELECT 1")
            raise ZeroDivisionError
        assert run("SELECT current_schema()") == [("t_brigade",)]


def test_going_back_to_a_savepoint_enters_no_schema(brigade):
    User.objects.exists()
    with CaptureQueriesContext(connection) as asked, pytest.raises(Undo), transaction.atomic():
        with scope.tenant_scope(brigade):
            User.objects.exists()
        raise Undo
    entered = [query["sql"] for query in asked if query["sql"].startswith("SET search_path")]
    assert entered == ['SET search_path = "t_brigade","extensions"']
    with connection.cursor() as cursor:
        assert cursor.execute("SELECT current_schema()").fetchone() == ("t_atelier",)


def test_a_schema_that_says_it_is_another_is_not_entered(atelier):
    pool.play("t_impostor")
    with wall.as_owner():
        run("COMMENT ON SCHEMA t_impostor IS 't_brigade'")
    atelier.schema_name = "t_impostor"
    with scope.tenant_scope(atelier), pytest.raises(WrongSchema, match="t_brigade"):
        User.objects.count()


def test_a_schema_that_is_not_there_is_not_entered(atelier):
    atelier.schema_name = "t_gone"
    with scope.tenant_scope(atelier), pytest.raises(WrongSchema):
        User.objects.count()


def test_where_a_marketplace_cannot_be_entered_nothing_is_read_from_the_one_before(clara, brigade):
    def cancelled(execute, sql, *more):
        if sql.startswith("SET search_path"):
            raise OperationalError("canceling statement due to user request")
        return execute(sql, *more)

    assert User.objects.filter(pk=clara.pk).exists()
    with connection.execute_wrapper(cancelled), scope.tenant_scope(brigade), pytest.raises(NotEntered):
        User.objects.count()
    assert User.objects.filter(pk=clara.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_a_server_that_goes_away_while_a_marketplace_is_entered_is_answered_with_later(client_for, atelier, clara):
    browser = client_for(atelier, clara)
    browser.raise_request_exception = False

    def cut_off(execute, sql, *more):
        if sql.startswith("SET search_path"):
            answer = execute(sql, *more)
            with world.at_server() as server:
                server.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])
            return answer
        return execute(sql, *more)

    with scope.public_scope(), connection.execute_wrapper(cut_off):
        connection.close()
        answer = browser.get("/settings/")
    assert (answer.status_code, answer.get("Retry-After")) == (503, "5")
    connection.close_if_unusable_or_obsolete()  # as each request begins and ends, but in the test client
    assert browser.get("/settings/").status_code == 200


@pytest.mark.parametrize("pooled", [False, True])
def test_a_connection_that_has_been_in_many_schemas_is_retired_but_not_within_a_transaction(
    atelier, brigade, monkeypatch, caplog, pooled
):
    def worked(in_):
        """Who serves it, at the server."""
        other.set_tenant(in_)
        with other.cursor() as cursor:
            return cursor.execute("SELECT pg_backend_pid()").fetchone()[0]

    monkeypatch.setattr(base, "MANY_SCHEMAS", 2)
    if pooled:
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "pool", {"min_size": 1, "max_size": 1})
    other = connections.create_connection("default")
    try:
        first = worked(atelier)
        other.retire()
        assert worked(atelier) == worked(brigade) == first
        other.in_atomic_block = True
        other.retire()
        assert worked(brigade) == first
        other.in_atomic_block = False
        other.retire()
        assert worked(brigade) != first
    finally:
        other.close()
        other.close_pool()
    assert not caplog.records


@pytest.mark.django_db(transaction=True)
def test_what_is_done_on_commit_is_done_where_it_was_asked_for(brigade):
    seen = []
    with transaction.atomic():
        with scope.tenant_scope(brigade):
            transaction.on_commit(lambda: seen.append(run("SELECT current_schema()")[0][0]))
        transaction.on_commit(lambda: seen.append(run("SELECT current_schema()")[0][0]))
    assert seen == ["t_brigade", "t_atelier"]
    assert connection.schema_name == "t_atelier"


def test_a_new_column_gets_a_named_check_in_a_statement_of_its_own(django_assert_num_queries):
    class Probe(models.Model):
        class Meta:
            app_label = "tenants_probe"
            db_table = "probe"

    field = models.PositiveIntegerField(default=7)
    field.set_attributes_from_name("weight")
    field.model = Probe
    with connection.schema_editor(collect_sql=True) as editor:
        editor.add_field(Probe, field)
    added, checked = [sql for sql in editor.collected_sql if "CHECK" in sql or "ADD COLUMN" in sql]
    assert "CHECK" not in added
    assert "ADD CONSTRAINT" in checked
    assert "probe_weight_" in checked
    assert field.db_parameters(connection)["check"]

"""The second wall: what pages and tasks act as owns nothing, creates nothing and rewrites no books."""

import pytest
from django.db import ProgrammingError, connection, transaction

from kernel.actors import SYSTEM
from kernel.clock import now
from tenants import checks, provisioning, scope, wall
from tenants.backend.base import NoWall
from tenants.models import PUBLIC, PooledSchema
from tenants.provisioning import drift, pool, template

pytestmark = pytest.mark.django_db
ROLE = "guildhall_runtime"
BOOKS = ("ledger_transfer", "ledger_move", "fees_feeterms", "fees_feereceipt", "fees_feerefund")
REWRITING = [
    *(f"UPDATE {table} SET id = id" for table in BOOKS if table != "ledger_move"),
    "UPDATE ledger_move SET amount = amount + 1",
    *(f"DELETE FROM {table}" for table in (*BOOKS, "ledger_account", "ledger_hold")),
    *(f"TRUNCATE {table} CASCADE" for table in (*BOOKS, "ledger_account")),
    "UPDATE ledger_checkpoint SET balance = 0",
]
ANYWHERE = [
    "UPDATE kernel_entry SET verb = 'forged'",
    "DELETE FROM kernel_entry",
    "TRUNCATE kernel_entry",
    "TRUNCATE accounts_user CASCADE",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'b', now())",
    "CREATE TABLE mine (id bigint)",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE SCHEMA t_mine",
    "CREATE ROLE mine",
    "DROP TABLE accounts_user CASCADE",
    "DROP FUNCTION kernel_append_only() CASCADE",
    "ALTER TABLE accounts_user ADD COLUMN note text",
    "ALTER TABLE kernel_entry DISABLE TRIGGER ALL",
    "SET LOCAL session_replication_role = replica",
]
# A trigger that always says no, for this row and any other.
ALWAYS_REFUSES = """SELECT c.relname || ' ' || CASE WHEN tgtype & 16 > 0 AND p.proname <> 'kernel_append_only'
    AND has_table_privilege(%s, c.oid, 'UPDATE') THEN 'UPDATE' ELSE '' END
    || CASE WHEN tgtype & 8 > 0 AND has_table_privilege(%s, c.oid, 'DELETE') THEN 'DELETE' ELSE '' END AS open
    FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid JOIN pg_proc p ON p.oid = tgfoid
    WHERE p.proname LIKE '%%append\\_only' AND tgqual IS NULL AND c.relnamespace = current_schema()::regnamespace"""


def ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return [row[0] for row in cursor.fetchall()] if cursor.description else []


def refused(sql):
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
        ask(sql)
        raise AssertionError(f"Allowed in {connection.schema_name}: {sql}")


def test_the_suite_acts_as_the_role_that_an_installation_acts_as(browser):
    assert ask("SELECT current_user::text") == [ROLE]
    assert browser.get("/jobs/").status_code == 200
    assert ask("SELECT current_user::text") == [ROLE]


def test_the_role_owns_nothing_and_is_nobodys_heir():
    for catalogue, owner in (("class", "rel"), ("namespace", "nsp"), ("proc", "pro"), ("type", "typ")):
        assert ask(f"SELECT count(*) FROM pg_{catalogue} WHERE {owner}owner = %s::regrole", ROLE) == [0]
    powers = "rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls OR rolcanlogin"
    assert ask(f"SELECT {powers} FROM pg_roles WHERE rolname = %s", ROLE) == [False]
    assert ask("SELECT count(*) FROM pg_auth_members WHERE member = %s::regrole", ROLE) == [0]


@pytest.mark.django_db(transaction=True)
def test_in_no_schema_are_books_rewritten_or_tables_made_changed_or_dropped():
    """Played, launched, waiting and cloned marketplaces, the template, public."""
    told = {"slug": "chantier", "name": "Chantier", "currency": "EUR", "language": "fr"}
    launched = provisioning.launch(**told, actor=SYSTEM, at=now()).schema_name
    pool.play("t_played")
    template.clone("t_cloned")
    pool.fill(target=1, at=now())
    with scope.public_scope():
        waiting = PooledSchema.objects.get().schema_name
    every = {PUBLIC, template.SCHEMA, "t_atelier", "t_brigade", launched, "t_played", "t_cloned", waiting}
    assert set(wall.schemas()) == every
    for schema in every:
        with scope.schema_scope(schema):
            for sql in [*ANYWHERE, f'DROP SCHEMA "{schema}" CASCADE', *(REWRITING if schema != PUBLIC else [])]:
                refused(sql)


def test_a_table_whose_rows_always_stay_is_closed_to_the_role_too(in_brigade):
    """Whoever guards a table by a trigger also says so in `runtime_may` of its app."""
    for scoped in (in_brigade, scope.public_scope):
        with scoped():
            found = ask(ALWAYS_REFUSES, ROLE, ROLE)
            assert found
            assert [line for line in found if not line.endswith(" ")] == []


def test_what_is_narrowed_is_a_table_there_is():
    assert {table for table in wall.narrowed() if not ask("SELECT to_regclass(%s)::text", table)[0]} == set()


def test_nobody_but_the_owner_makes_a_table_that_hides_ours_for_a_while():
    name = connection.settings_dict["NAME"]
    with wall.as_owner():
        ask(f'GRANT TEMPORARY ON DATABASE "{name}" TO PUBLIC')
        ask("GRANT CREATE ON SCHEMA public TO PUBLIC")
    ask("CREATE TEMPORARY TABLE ledger_move (id bigint)")
    with wall.as_owner():
        ask("DROP TABLE pg_temp.ledger_move")
    wall.stand()
    refused("CREATE TEMPORARY TABLE ledger_move (id bigint)")
    refused("CREATE TABLE public.ledger_move (id bigint)")


class TestActingAsTheOwner:
    def test_ends_with_the_block_and_nests(self):
        with wall.as_owner():
            assert ask("SELECT current_user::text") != [ROLE]
            with wall.as_owner():
                pass
            assert ask("SELECT current_user::text") != [ROLE]
        assert ask("SELECT current_user::text") == [ROLE]

    @pytest.mark.parametrize("wrong", ["SELECT 1/0", None])
    def test_ends_with_an_error_too(self, wrong):
        with pytest.raises(Exception, match="zero"), wall.as_owner():
            ask(wrong) if wrong else 1 / 0
        assert not connection.owning
        assert ask("SELECT current_user::text") == [ROLE]

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("pooled", [False, True])
    def test_leaves_no_connection_behind_that_owns(self, pooled):
        """Outside a transaction, from a pool of one connection too."""
        connection.close()
        if pooled:
            connection.settings_dict["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 1}
        try:
            for _ in range(2):
                with pytest.raises(ZeroDivisionError), wall.as_owner():
                    assert ask("SELECT current_user::text") != [ROLE]
                    connection.close()  # as at the end of a request
                    assert ask("SELECT current_user::text") != [ROLE]
                    1 / 0  # noqa: B018
                assert ask("SELECT current_user::text") == [ROLE]
                connection.close()
                assert ask("SELECT current_user::text") == [ROLE]
        finally:
            connection.close()
            if pooled:
                connection.close_pool()
                del connection.settings_dict["OPTIONS"]["pool"]


class TestWithoutTheRole:
    @pytest.fixture
    def another_role(self, browser):
        options = connection.settings_dict["OPTIONS"]
        connection.close()
        options["assume_role"] = "guildhall_nobody"
        yield
        connection.close()
        options["assume_role"] = ROLE

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("pooled", [False, True])
    def test_nothing_is_served(self, another_role, pooled, browser, caplog):
        if pooled:
            connection.settings_dict["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 1}
        try:
            with pytest.raises(NoWall, match="There is no role guildhall_nobody"):
                ask("SELECT 1")
            assert browser.get("/").status_code == 503
            assert browser.get("/readyz").status_code == 503
            assert browser.get("/livez").status_code == 200
            closed = set(wall.closed())
            assert closed > {PUBLIC, template.SCHEMA, "t_atelier", "t_brigade"}
            assert len(closed) == 5, "and the one that waits"
            with pytest.raises(NoWall):  # nor by the connection that the owner has just given back
                ask("SELECT 1")
            assert not [line for line in caplog.messages if "discarding" in line]  # a first start reads calmly
        finally:
            connection.close()
            if pooled:
                connection.close_pool()
                del connection.settings_dict["OPTIONS"]["pool"]

    def test_who_may_not_make_it_reads_what_to_do(self, monkeypatch):
        """Acting as the runtime role stands for a user of a database somebody else runs."""
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "assume_role", "guildhall_nobody")
        monkeypatch.setattr(connection, "owning", True)
        with pytest.raises(wall.UnableToStand, match="CREATE ROLE guildhall_nobody NOLOGIN; GRANT"):
            wall.stand()

    def test_a_schema_that_is_closed_is_found_and_opened(self):
        with wall.as_owner():
            ask(f"REVOKE ALL ON SCHEMA t_brigade FROM {ROLE}")
        assert wall.closed() == ["t_brigade"]
        wall.build()
        assert wall.closed() == []

    def test_a_connection_that_became_somebody_else_serves_no_marketplace(self, atelier):
        connection.set_tenant(atelier)
        connection._proven.clear()
        with connection.connection.cursor() as raw:
            raw.execute("SET LOCAL ROLE NONE")
        with pytest.raises(NoWall, match="found to be"):
            ask("SELECT 1")

    @pytest.mark.parametrize(("where", "level"), [("production", "Error"), ("demo", "Warning")])
    def test_going_without_it_is_said_and_is_an_error_in_production(self, settings, monkeypatch, where, level):
        assert checks.the_second_wall_stands(None) == []
        settings.ENVIRONMENT = where
        monkeypatch.setitem(settings.DATABASES["default"]["OPTIONS"], "assume_role", "")
        (said,) = checks.the_second_wall_stands(None)
        assert (said.id, type(said).__name__) == ("tenants.E008", level)


@pytest.mark.django_db(transaction=True)
def test_a_privilege_more_than_the_template_grants_is_drift():
    with wall.as_owner():
        ask(f"GRANT DELETE ON t_brigade.ledger_move TO {ROLE}")
    assert any("GRANT" in line and "DELETE" in line for line in drift.drift("t_brigade"))

"""What the database keeps by itself, whoever writes: rows that only grow, balances that only moves change."""

import pytest
from django.db import IntegrityError, NotSupportedError, connection, transaction

from billing.ledger import accounts, checkpoints
from billing.ledger.models import Hold
from tenants import wall
from tests.billing.ledger.book import AT, CLEARING, PENDING, fund, funds, held, release

pytestmark = pytest.mark.django_db

HOLD = """
INSERT INTO ledger_hold (key, kind, debit, credit, currency, amount_minor, state, opened_at, ended_at)
VALUES ('h', 'x', 'a', 'b', 'USD', 1, 'voided', now(), now())
"""
LINE = "INSERT INTO ledger_move (transfer_id, moves, line, debit_id, credit_id, currency, amount) "
ONE = """
WITH t AS (INSERT INTO ledger_transfer (key, payload_hash, kind, moves, effective_at)
           VALUES ('one', '', 'x', 1, now()) RETURNING id),
d AS (SELECT id FROM ledger_account WHERE code = 'clearing:sandbox:USD'),
c AS (SELECT id FROM ledger_account WHERE code = 'funds:week:1')
INSERT INTO ledger_move (transfer_id, moves, line, debit_id, credit_id, currency, amount)
SELECT t.id, 1, 1, {debit}.id, {credit}.id, 'USD', {amount} FROM t, d, c
"""
FORBIDDEN = [
    "UPDATE ledger_move SET amount = amount + 1",
    "DELETE FROM ledger_move",
    "UPDATE ledger_transfer SET kind = 'other'",
    "DELETE FROM ledger_transfer",
    "UPDATE ledger_account SET balance = balance - 1",
    "UPDATE ledger_account SET floor = false",
    "DELETE FROM ledger_account",
    "UPDATE ledger_hold SET state = 'pending', ended_at = NULL",
    "DELETE FROM ledger_hold",
    LINE + "SELECT transfer_id, moves, moves + 1, debit_id, credit_id, currency, 1 FROM ledger_move LIMIT 1",
    LINE + "SELECT transfer_id, moves + 1, moves + 1, debit_id, credit_id, currency, 1 FROM ledger_move LIMIT 1",
    LINE + "SELECT transfer_id, moves, 1, debit_id, credit_id, currency, 1 FROM ledger_move LIMIT 1",
    ONE.format(amount=0, debit="d", credit="c"),
    ONE.format(amount=-1, debit="d", credit="c"),
    ONE.format(amount=1, debit="d", credit="d"),
    "INSERT INTO ledger_transfer (key, payload_hash, kind, moves, effective_at) VALUES ('t', '', 'x', 0, now())",
    "INSERT INTO ledger_account (code, currency, side, floor) VALUES ('rev:x', 'USD', 0, false)",
    "UPDATE ledger_checkpoint SET balance = balance + 1",
    "INSERT INTO ledger_account (code, currency, side, floor, balance) VALUES ('funds:x:1', 'USD', -1, true, 1)",
]


def _attempt(sql: str) -> None:
    """As the owner of the tables, whom no privilege stops: see tenants/test_wall.py for the others."""
    with transaction.atomic(), wall.as_owner(), connection.cursor() as cursor:
        cursor.execute(sql)


def _rows() -> list:
    found = []
    with connection.cursor() as cursor:
        for table in ("account", "transfer", "move", "hold", "checkpoint"):
            cursor.execute(f"SELECT * FROM ledger_{table} ORDER BY 1, 2")
            found += cursor.fetchall()
    return found


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_the_books_only_grow_and_only_by_whole_moves(sql):
    fund()
    release()
    _attempt(HOLD)
    checkpoints.make(AT)
    before = _rows()
    with pytest.raises(IntegrityError):
        _attempt(sql)
    assert _rows() == before


@pytest.mark.parametrize("table", ["ledger_transfer", "ledger_account"])
def test_what_moves_refer_to_is_not_emptied_either(table):
    """To moves themselves nothing refers: that they are gone is what reconcile finds."""
    with pytest.raises(NotSupportedError, match="foreign key"):
        _attempt(f"TRUNCATE {table}")


@pytest.mark.parametrize("sql", FORBIDDEN[:7])
def test_in_the_other_marketplace_too(sql, in_brigade):
    with in_brigade():
        fund()
        release()
        with pytest.raises(IntegrityError, match="append-only"):
            _attempt(sql)


RAW = """
WITH t AS (INSERT INTO {home}.ledger_transfer (key, payload_hash, kind, moves, effective_at)
           VALUES ('raw', '', 'raw', 1, now()) RETURNING id)
INSERT INTO {home}.ledger_move (transfer_id, moves, line, debit_id, credit_id, currency, amount)
SELECT t.id, 1, 1, d.id, c.id, 'USD', 100 FROM t, {home}.ledger_account d, {home}.ledger_account c
WHERE d.code = 'clearing:sandbox:USD' AND c.code = 'funds:week:1'
"""


def test_under_a_foreign_search_path_the_trigger_books_at_home(atelier, brigade, in_brigade):
    """It names its tables through its own schema, so another marketplace's balance never moves."""
    fund()
    with in_brigade():
        fund(1, "7.00")
    held(funds())  # back at home
    with connection.cursor() as cursor:
        cursor.execute(f'SET LOCAL search_path TO "{brigade.schema_name}", public')
        cursor.execute(RAW.format(home=f'"{atelier.schema_name}"'))
        cursor.execute(f'SET LOCAL search_path TO "{atelier.schema_name}", public')
    assert held(funds()) == "501.00"
    with in_brigade():
        assert held(funds()) == "7.00"


@pytest.mark.django_db(transaction=True)
def test_another_search_path_at_commit_changes_nothing(atelier, brigade, in_brigade):
    with transaction.atomic():
        fund()
        release()
        with connection.cursor() as cursor:
            cursor.execute(f'SET LOCAL search_path TO "{brigade.schema_name}", public')
    connection.set_tenant(atelier)
    assert (held(funds()), held(PENDING)) == ("0.00", "380.00")
    with in_brigade():
        assert (held(funds()), held(PENDING)) == ("0.00", "0.00")


def test_no_trigger_is_of_a_kind_that_a_sharded_schema_refuses():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'ledger%'"
            " AND ((tgtype & 1) = 0 OR tgnewtable IS NOT NULL OR tgoldtable IS NOT NULL OR tgdeferrable)"
        )
        assert cursor.fetchall() == []


def test_the_functions_live_in_the_marketplaces_own_schema(atelier):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT p.pronamespace::regnamespace::text FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
            " JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND c.relname LIKE 'ledger%%'"
            " AND c.relnamespace = %s::regnamespace",
            [atelier.schema_name],
        )
        assert cursor.fetchall() == [(atelier.schema_name,)]


def test_every_builder_makes_a_code_with_a_rule():
    codes = [
        *(funds(), PENDING, CLEARING, accounts.fee_hold("week", 3), accounts.dispute(1), accounts.available(1)),
        *(accounts.payout(1), accounts.credit(1), accounts.receivable("member:1"), accounts.tax("DE")),
        *(accounts.REV_SERVICE_FEE, accounts.REV_CLIENT_FEE, accounts.EXP_PROCESSOR),
        *(accounts.GUARANTEE, accounts.FX),
    ]
    assert [accounts.plain(accounts.stored(code, "USD")) for code in codes] == codes


def test_a_hold_is_in_a_state_that_makes_sense():
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.create(
            key="k",
            kind="x",
            debit=CLEARING,
            credit=funds(),
            currency="USD",
            amount_minor=1,
            state="lost",
            opened_at=AT,
        )

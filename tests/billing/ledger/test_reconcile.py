"""manage.py reconcile recomputes every marketplace's books, and freezes payouts where they do not add up."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from billing.ledger import actions, queries, reconcile
from billing.ledger.models import Checkpoint, Freeze
from kernel.actors import SYSTEM
from kernel.history.models import Entry
from tenants import wall
from tests.billing.ledger.book import AT, CLEARING, fund, funds, release

pytestmark = pytest.mark.django_db


def tamper(*statements: str) -> None:
    """What a superuser could do past the triggers."""
    with wall.as_owner(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for sql in statements:
            cursor.execute(sql)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def run() -> tuple[int, str]:
    said = StringIO()
    try:
        call_command("reconcile", stdout=said, no_color=True)
    except SystemExit as end:
        return end.code, said.getvalue()
    return 0, said.getvalue()


def test_clean_books_of_all_marketplaces(in_brigade):
    fund()
    release()
    with in_brigade():
        fund()
    code, said = run()
    assert code == 0
    assert "atelier: the books add up" in said
    assert "brigade: the books add up" in said
    assert not queries.payouts_frozen()
    assert Checkpoint.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_command_that_has_just_connected_sees_one_moment_too():
    fund()
    connection.close()
    assert run()[0] == 0


WRONG = [
    ("UPDATE ledger_account SET balance = balance - 1 WHERE code = 'funds:week:1'", "balance = moves"),
    ("UPDATE ledger_move SET amount = amount + 1 WHERE line = 1", "balance = moves"),
    ("DELETE FROM ledger_move WHERE line = 3", "transfers are whole"),
    ("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE ledger_move", "transfers are whole"),
    ("UPDATE ledger_account SET balance = 1 WHERE NOT floor", "log-only accounts keep no balance"),
    ("UPDATE ledger_account SET currency = 'EUR' WHERE floor", "accounts and moves have one currency"),
    (
        "INSERT INTO ledger_checkpoint (account_id, upto_id, balance, made_at)"
        " SELECT id, 1, 7, now() FROM ledger_account WHERE code = 'rev:service_fee:USD'",
        "checkpoint = moves",
    ),
]


@pytest.mark.parametrize(("sql", "check"), WRONG, ids=[row[0][:40] for row in WRONG])
def test_books_that_do_not_add_up_freeze_that_marketplaces_payouts(sql, check, in_brigade):
    fund()
    release()
    with in_brigade():
        fund()
    tamper(sql)
    code, said = run()
    assert code == 1
    assert "atelier: payouts are frozen." in said
    assert check in said
    assert "brigade: the books add up" in said
    assert queries.payouts_frozen()
    assert check in {finding["check"] for finding in queries.freeze().findings}
    with in_brigade():
        assert not queries.payouts_frozen()


def test_a_second_run_keeps_the_first_freeze():
    fund()
    tamper("UPDATE ledger_account SET balance = balance - 1 WHERE floor")
    assert [run()[0], run()[0]] == [1, 1]
    assert Freeze.objects.count() == 1
    assert Entry.objects.filter(verb="freeze").count() == 1


def test_the_freeze_is_lifted_only_when_the_books_add_up_again():
    fund()
    tamper("UPDATE ledger_account SET balance = balance - 1 WHERE floor")
    run()
    with pytest.raises(actions.UnableToLift):
        actions.lift_freeze(actor=SYSTEM, at=AT)
    assert queries.payouts_frozen()
    tamper("UPDATE ledger_account SET balance = balance + 1 WHERE floor")
    assert actions.lift_freeze(actor=SYSTEM, at=AT)
    assert not queries.payouts_frozen()
    assert not actions.lift_freeze(actor=SYSTEM, at=AT)


def test_upper_floors_add_checks_of_their_own(monkeypatch):
    monkeypatch.setattr(reconcile, "_checks", [])
    reconcile.register(lambda: [reconcile.Finding("clearing = gateway", CLEARING, "500.00", "499.00")])
    fund()
    code, said = run()
    assert code == 1
    assert "clearing = gateway: clearing:sandbox should be 500.00 and is 499.00" in said


def test_a_fee_receipt_without_its_transfer_is_found():
    from tests.billing.fees.test_charging import assess

    assess("release:never-booked", "10.00")
    tamper("UPDATE fees_pairtotal SET billed_minor = 11")
    code, said = run()
    assert code == 1
    assert "release:never-booked" in said
    assert "pair total = receipts" in said


def test_money_in_motion_is_not_taken_for_money_missing(transactional_db, atelier):
    """All checks of a run see one moment: what commits between two of them is not seen by the second alone."""
    fund()
    seen = []

    def look() -> list:
        seen.append(queries.balance(funds(), "USD").minor)
        return []

    from tests.billing.racing import race

    def look_after_somebody_posted() -> list:
        race(release, tenant=atelier)
        return look()

    kept = list(reconcile._checks)
    reconcile._checks[:] = [look, look_after_somebody_posted]
    try:
        assert reconcile.run() == []
    finally:
        reconcile._checks[:] = kept
    assert seen == [500_00, 500_00]
    assert queries.balance(funds(), "USD").minor == 0

"""Balances, statements and checkpoints say the same as the moves."""

import pytest

from billing.ledger import accounts, checkpoints, posting, queries
from billing.ledger.models import Checkpoint
from tests.billing.ledger.book import AT, AVAILABLE, CLEARING, PENDING, fund, funds, held, release, usd

pytestmark = pytest.mark.django_db


def test_a_statement_shows_each_move_with_the_balance_after_it():
    fund()
    release()
    lines = queries.statement(funds(), "USD")
    assert [(line.kind, line.other, line.amount, line.balance) for line in lines] == [
        ("release", accounts.tax("DE"), usd("-20.00"), usd("0.00")),
        ("release", accounts.REV_SERVICE_FEE, usd("-100.00"), usd("20.00")),
        ("release", PENDING, usd("-380.00"), usd("120.00")),
        ("fund", CLEARING, usd("500.00"), usd("500.00")),
    ]
    assert lines[0].balance == queries.balance(funds(), "USD")


def test_a_page_of_a_statement_keeps_its_balances():
    fund()
    release()
    whole = queries.statement(funds(), "USD")
    assert queries.statement(funds(), "USD", limit=2, offset=1) == whole[1:3]


def test_many_balances_cost_two_statements(django_assert_num_queries):
    fund()
    release()
    with django_assert_num_queries(2):
        found = queries.balances([PENDING, CLEARING, AVAILABLE, accounts.REV_SERVICE_FEE], "USD")
    assert list(found.values()) == [usd("380.00"), usd("500.00"), usd("0.00"), usd("100.00")]


def test_the_total_of_a_kind():
    fund(1, "500.00")
    fund(2, "250.00")
    release(1)
    assert queries.total("funds", "USD") == usd("250.00")
    assert queries.total("pending", "USD") == usd("380.00")
    assert queries.total("funds", "EUR").minor == 0


def test_checkpoints_change_no_balance():
    for number in range(3):
        fund(number)
        release(number)
    before = {code: held(code) for code in (CLEARING, accounts.REV_SERVICE_FEE, accounts.tax("DE"))}
    assert checkpoints.make(AT) == 3
    assert {code: held(code) for code in before} == before
    assert checkpoints.make(AT) == 0
    fund(3)
    release(3)
    assert held(accounts.REV_SERVICE_FEE) == "400.00"
    assert checkpoints.make(AT) == 3
    assert (held(accounts.REV_SERVICE_FEE), held(CLEARING)) == ("400.00", "2000.00")
    newest = Checkpoint.objects.filter(account__code="rev:service_fee:USD").latest("upto_id")
    assert newest.balance == -400_00


def test_what_a_transfer_did_and_which_event_did_it():
    fund()
    booked = release()
    assert queries.transfer("release:1:1") == booked
    assert [move.amount for move in queries.moves(booked)] == [usd("380.00"), usd("100.00"), usd("20.00")]
    posting.reverse(key="undo", transfer=booked, effective_at=AT)
    assert queries.transfer("undo").reverses == booked

"""post() is the only writer: balanced, once per key, never overdrawn, one currency an account."""

import pytest
from django.db import transaction

from billing.ledger import accounts, errors, posting, queries
from billing.ledger.models import Account, Transfer
from billing.ledger.posting import Move
from kernel.money import CurrencyMismatch, Money
from tests.billing.ledger.book import AT, AVAILABLE, CLEARING, PENDING, fund, funds, held, post, release, usd

pytestmark = pytest.mark.django_db


def test_the_example_of_the_paper():
    """Milestone 500.00, client fee 25.00, tax on fees 20 %, ladder 20/10/5 from 0 (money.md §4)."""
    hold = accounts.fee_hold("milestone", 1)
    post("fund:1", (CLEARING, funds(), "500.00"), (CLEARING, hold, "30.00"), kind="fund")
    post(
        "release:1:1",
        (funds(), PENDING, "380.00"),
        (funds(), accounts.REV_SERVICE_FEE, "100.00"),
        (funds(), accounts.tax("DE"), "20.00"),
        (hold, accounts.REV_CLIENT_FEE, "25.00"),
        (hold, accounts.tax("DE"), "5.00"),
        kind="release",
    )
    post("clear:1", (PENDING, AVAILABLE, "380.00"))
    post("payout:1", (AVAILABLE, accounts.payout(1), "380.00"))
    post("paid:1", (accounts.payout(1), CLEARING, "380.00"))
    for code in (funds(), hold, PENDING, AVAILABLE, accounts.payout(1)):
        assert held(code) == "0.00"
    assert held(accounts.REV_SERVICE_FEE) == "100.00"
    assert held(accounts.REV_CLIENT_FEE) == "25.00"
    assert held(accounts.tax("DE")) == "25.00"
    assert held(CLEARING) == "150.00"


def test_the_same_key_twice_books_once():
    fund()
    first = release()
    assert release().pk == first.pk
    assert held(PENDING) == "380.00"
    assert Transfer.objects.count() == 2


@pytest.mark.parametrize("change", ["amount", "account", "kind", "more"])
def test_the_same_key_with_another_payload_is_an_error(change):
    fund()
    post("key", (funds(), PENDING, "1.00"))
    moves = [(funds(), AVAILABLE if change == "account" else PENDING, "2.00" if change == "amount" else "1.00")]
    if change == "more":
        moves.append((funds(), PENDING, "1.00"))
    with pytest.raises(errors.KeyReused):
        post("key", *moves, kind="other" if change == "kind" else "test")
    assert held(funds()) == "499.00"


def test_a_replay_on_another_day_is_still_a_replay():
    first = posting.post(key="k", kind="x", moves=[Move(CLEARING, funds(), usd("1.00"))], effective_at=AT)
    later = AT.replace(day=25)
    again = posting.post(key="k", kind="x", moves=[Move(CLEARING, funds(), usd("1.00"))], effective_at=later)
    assert (again.pk, again.effective_at) == (first.pk, AT)


def test_an_overdraw_is_refused_and_nothing_moves():
    fund()
    with pytest.raises(errors.Overdrawn), transaction.atomic():
        post("too-much", (funds(), PENDING, "499.99"), (funds(), AVAILABLE, "0.02"))
    assert (held(funds()), held(PENDING), held(AVAILABLE)) == ("500.00", "0.00", "0.00")
    assert not Transfer.objects.filter(key="too-much").exists()


def test_a_receivable_cannot_go_below_zero_either():
    owed = accounts.receivable("chargeback:1")
    post("chargeback", (owed, CLEARING, "10.00"))
    with pytest.raises(errors.Overdrawn), transaction.atomic():
        post("won", (CLEARING, owed, "10.01"))
    assert held(owed) == "10.00"


FLOORS = [
    funds(),
    accounts.fee_hold("milestone", 1),
    accounts.dispute(1),
    PENDING,
    AVAILABLE,
    accounts.payout(1),
    accounts.credit(11),
    accounts.GUARANTEE,
]
LOGS = [CLEARING, accounts.EXP_LOSS, accounts.REV_CLIENT_FEE, accounts.tax("DE"), accounts.FX]


@pytest.mark.parametrize("code", FLOORS)
def test_nothing_that_somebody_owns_goes_below_zero(code):
    post("in", (CLEARING, code, "1.00"))
    with pytest.raises(errors.Overdrawn), transaction.atomic():
        post("out", (code, CLEARING, "1.01"))
    assert held(code) == "1.00"


@pytest.mark.parametrize("code", LOGS)
def test_what_only_adds_up_may_go_below_zero(code):
    other = accounts.EXP_PROCESSOR if code == CLEARING else CLEARING
    post("in", (code, other, "1.00"))
    post("out", (other, code, "3.00"))
    assert held(code) == ("2.00" if accounts.rule(code).side == accounts.CREDIT else "-2.00")


def test_log_only_accounts_may_go_either_way():
    post("fee", (CLEARING, accounts.REV_SERVICE_FEE, "1.00"))
    post("more-back", (accounts.REV_SERVICE_FEE, CLEARING, "3.00"))
    assert held(accounts.REV_SERVICE_FEE) == "-2.00"
    assert set(Account.objects.values_list("balance", flat=True)) == {0}


def test_funds_keep_the_currency_of_their_first_move():
    fund()
    euros = [Move(CLEARING, funds(), Money(1_00, "EUR"))]
    with pytest.raises(CurrencyMismatch), transaction.atomic():
        posting.post(key="mixed", kind="x", moves=euros, effective_at=AT)
    with pytest.raises(CurrencyMismatch):
        queries.balance(funds(), "EUR")
    assert held(funds()) == "500.00"


@pytest.mark.parametrize("move", [(funds(), AVAILABLE), (AVAILABLE, funds())], ids=["debit", "credit"])
def test_neither_side_takes_another_currency(move):
    fund()
    posting.post(key="b", kind="x", moves=[Move(CLEARING, AVAILABLE, Money(500, "EUR"))], effective_at=AT)
    with pytest.raises(CurrencyMismatch), transaction.atomic():
        posting.post(key="mixed", kind="x", moves=[Move(*move, Money(5, "EUR"))], effective_at=AT)
    assert (held(funds()), queries.balance(AVAILABLE, "EUR")) == ("500.00", Money(500, "EUR"))


def test_one_transfer_has_one_currency():
    mixed = [Move(CLEARING, funds(1), Money(1, "EUR")), Move(CLEARING, funds(2), Money(1, "USD"))]
    with pytest.raises(CurrencyMismatch):
        posting.post(key="mixed", kind="x", moves=mixed, effective_at=AT)
    assert not Transfer.objects.exists()


def test_a_conversion_goes_through_fx():
    fund()
    post("clear", (funds(), AVAILABLE, "10.00"))
    exchange = [Move(AVAILABLE, accounts.FX, usd("10.00")), Move(accounts.FX, AVAILABLE, Money(9_20, "EUR"))]
    posting.post(key="fx:1", kind="fx", moves=exchange, effective_at=AT)
    assert queries.balance(AVAILABLE, "EUR") == Money(9_20, "EUR")
    assert queries.balance(accounts.FX, "USD") == usd("-10.00")
    assert queries.balance(accounts.FX, "EUR") == Money(9_20, "EUR")


def test_members_hold_each_currency_apart():
    post("a", (CLEARING, AVAILABLE, "1.00"))
    posting.post(key="b", kind="x", moves=[Move(CLEARING, AVAILABLE, Money(5, "JPY"))], effective_at=AT)
    assert queries.balance(AVAILABLE, "USD") == usd("1.00")
    assert queries.balance(AVAILABLE, "JPY") == Money(5, "JPY")


@pytest.mark.parametrize(
    "moves", [[], [(CLEARING, PENDING, "0.00")], [(CLEARING, PENDING, "-1.00")], [(PENDING, PENDING, "1.00")]]
)
def test_a_move_has_two_accounts_and_an_amount_above_zero(moves):
    with pytest.raises(ValueError, match="move"):
        post("nonsense", *moves)
    assert not Transfer.objects.exists()


def test_no_account_comes_from_a_typing_mistake():
    with pytest.raises(KeyError):
        post("typo", (CLEARING, "fundz:milestone:1", "1.00"))


def test_a_transfer_is_reversed_at_most_once_whatever_the_key():
    fund()
    booked = release()
    undone = posting.reverse(key="undo:1", transfer=booked, effective_at=AT)
    assert undone.reverses_id == booked.pk
    assert posting.reverse(key="undo:1", transfer=booked, effective_at=AT).pk == undone.pk
    with pytest.raises(errors.AlreadyReversed), transaction.atomic():
        posting.reverse(key="undo:2", transfer=booked, effective_at=AT)
    assert (held(funds()), held(PENDING), held(accounts.REV_SERVICE_FEE)) == ("500.00", "0.00", "0.00")


def test_the_same_key_for_the_reversal_of_another_transfer_is_an_error():
    one, twin = fund(1), post("again:1", (CLEARING, funds(1), "500.00"), kind="fund")
    posting.reverse(key="undo", transfer=one, effective_at=AT)
    with pytest.raises(errors.KeyReused):
        posting.reverse(key="undo", transfer=twin, effective_at=AT)
    assert held(funds()) == "500.00"


def test_a_second_reversal_is_refused_even_where_the_money_would_suffice():
    booked = fund()
    post("more", (CLEARING, funds(), "500.00"))
    posting.reverse(key="undo:1", transfer=booked, effective_at=AT)
    with pytest.raises(errors.AlreadyReversed), transaction.atomic():
        posting.reverse(key="undo:2", transfer=booked, effective_at=AT)
    assert held(funds()) == "500.00"


def test_what_was_spent_cannot_be_reversed():
    fund()
    booked = release()
    post("clear", (PENDING, AVAILABLE, "380.00"))
    with pytest.raises(errors.Overdrawn), transaction.atomic():
        posting.reverse(key="undo", transfer=booked, effective_at=AT)


def test_a_reversal_is_the_exact_mirror():
    fund()
    booked = release()
    with pytest.raises(ValueError, match="mirror"):
        post("undo", (PENDING, funds(), "1.00"), reverses=booked)


def test_a_savepoint_rolled_back_takes_its_transfer_with_it():
    fund()
    with pytest.raises(RuntimeError), transaction.atomic():
        release()
        assert held(PENDING) == "380.00"
        raise RuntimeError
    assert (held(funds()), held(PENDING)) == ("500.00", "0.00")
    release()
    assert held(PENDING) == "380.00"


def test_after_a_refusal_in_a_savepoint_the_outer_transaction_goes_on():
    fund()
    with transaction.atomic():
        with pytest.raises(errors.Overdrawn), transaction.atomic():
            post("too-much", (funds(), PENDING, "500.01"))
        release()
    assert held(PENDING) == "380.00"


def test_a_release_is_one_statement_but_for_a_members_first(django_assert_num_queries):
    fund(1)
    fund(2)
    with django_assert_num_queries(3):
        release(1)
    with django_assert_num_queries(1):
        release(2)


def test_funds_are_opened_in_the_statement_that_funds_them(django_assert_num_queries):
    fund(76)
    with django_assert_num_queries(1):
        fund(77)
    assert Account.objects.filter(code=funds(77), currency="USD", side=-1, floor=True).exists()


def test_the_marketplaces_books_are_apart(in_brigade):
    fund()
    with in_brigade():
        assert held(funds()) == "0.00"
        fund(1, "7.00")
        assert held(funds()) == "7.00"
    assert held(funds()) == "500.00"

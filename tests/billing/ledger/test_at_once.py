"""One winner (promises §1.3): real threads, real connections, let go at the same moment."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection, transaction

from billing.ledger import checkpoints, errors, queries, reconcile
from billing.ledger.models import Account, Transfer
from tests.billing.ledger.book import AT, AVAILABLE, CLEARING, PENDING, fund, funds, held, post, release
from tests.billing.racing import race, races, until_waiting

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = int(os.environ.get("GUILDHALL_ROUNDS", "20"))


def test_twelve_posts_of_one_key_are_one(atelier):
    with races(12, tenant=atelier) as race:
        for number in range(ROUNDS):
            fund(number)
            booked = race(*[partial(release, number)] * 12)
            assert {getattr(each, "pk", each) for each in booked} == {queries.transfer(f"release:{number}:1").pk}
    assert held(PENDING) == f"{380 * ROUNDS}.00"
    assert reconcile.run() == []


def test_of_twelve_releases_of_one_milestone_one_wins(atelier):
    with races(12, tenant=atelier) as race:
        for number in range(ROUNDS):
            fund(number)
            ended = race(*[partial(release, number, key=f"release:{number}:{each}") for each in range(12)])
            assert sorted(type(each).__name__ for each in ended) == ["Overdrawn"] * 11 + ["Transfer"]
    assert held(PENDING) == f"{380 * ROUNDS}.00"
    assert reconcile.run() == []


def test_release_and_refund_at_once_give_the_money_to_one(atelier):
    with races(2, tenant=atelier) as race:
        for number in range(ROUNDS):
            fund(number)
            back = partial(post, f"refund:{number}", (funds(number), AVAILABLE, "500.00"))
            ended = race(partial(release, number), back)
            assert sorted(type(each) for each in ended if isinstance(each, Exception)) == [errors.Overdrawn]
            assert held(funds(number)) == "0.00"
    assert reconcile.run() == []


def test_opposite_transfers_do_not_deadlock(atelier):
    fund(1, "1000.00")
    fund(2, "1000.00")

    def back_and_forth(me: int, one: str, other: str) -> None:
        for turn in range(25):
            with transaction.atomic():
                post(f"turn:{me}:{turn}", (one, other, "1.00"), (CLEARING, one, "1.00"), (other, CLEARING, "1.00"))

    jobs = [partial(back_and_forth, me, funds(1 + me % 2), funds(2 - me % 2)) for me in range(12)]
    assert race(*jobs, tenant=atelier) == [None] * 12
    assert (held(funds(1)), held(funds(2))) == ("1000.00", "1000.00")
    assert Transfer.objects.count() == 2 + 12 * 25


def test_twelve_first_payments_to_one_new_account_open_it_once(atelier):
    with races(12, tenant=atelier) as race:
        for number in range(ROUNDS):
            ended = race(
                *[partial(post, f"fund:{number}:{each}", (CLEARING, funds(number), "1.00")) for each in range(12)]
            )
            assert [each for each in ended if isinstance(each, Exception)] == []
            assert held(funds(number)) == "12.00"
    assert Account.objects.filter(code__startswith="funds:").count() == ROUNDS


def test_a_posting_holds_nobody_up_who_only_refers_to_its_accounts(atelier):
    """Foreign keys look up what they refer to FOR KEY SHARE; plain FOR UPDATE would make them wait, and deadlock."""

    def refer() -> int:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT id FROM ledger_account WHERE code = %s FOR KEY SHARE NOWAIT", [funds()])
            return cursor.rowcount

    fund()
    with transaction.atomic():
        post("half", (funds(), PENDING, "250.00"))
        assert race(refer, tenant=atelier) == [1]


def test_accounts_are_opened_in_one_order_whatever_the_order_of_the_moves(atelier):
    """One posting that waits half way must not hold what another, in the other order, opens first."""
    late, early = ((CLEARING, code, "1.00") for code in (funds(9), funds(1)))
    middle = (CLEARING, funds(95), "1.00")
    fund(50)  # so that clearing is there
    with ThreadPoolExecutor(2) as pool:
        with transaction.atomic():
            post("middle", middle)
            one = pool.submit(race, partial(post, "one", late, middle, early), tenant=atelier)
            until_waiting(1)
            other = pool.submit(race, partial(post, "other", early, late), tenant=atelier)
            until_waiting(2)
        ended = one.result(), other.result()
    assert [type(each[0]).__name__ for each in ended] == ["Transfer", "Transfer"]


def test_a_checkpoint_never_misses_a_transfer_that_commits_later(atelier):
    """A transfer with a lower id, still uncommitted, holds the checkpoint back rather than being left out of it."""

    def checkpoint_meanwhile() -> int:
        return race(partial(checkpoints.make, AT, patience_ms=50), tenant=atelier)[0]

    fund(1)
    with transaction.atomic():
        fund(2)
        post_elsewhere = race(partial(fund, 3), tenant=atelier)
        assert isinstance(post_elsewhere[0], Transfer)
        assert checkpoint_meanwhile() == 0
    assert checkpoint_meanwhile() == 1
    assert held(CLEARING) == "1500.00"
    assert reconcile.run() == []

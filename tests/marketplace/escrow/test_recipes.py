"""The table of money.md §4, line by line: milestone 500.00, client fee 25.00, tax 20 %, ladder 20/10/5 from 0."""

from marketplace.escrow import recipes
from tests.marketplace.stage import usd

PARTS = recipes.Parts(usd("500"), usd("100"), usd("20"), usd("25"), usd("5"), "US")


def written(moves) -> list[str]:
    return [f"{move.debit} <- {move.credit} {move.amount.minor}" for move in moves]


def test_fund_confirmed():
    assert written(recipes.funded(7, "sandbox", usd("500"), usd("30"))) == [
        "clearing:sandbox <- funds:milestone:7 50000",
        "clearing:sandbox <- fee_hold:milestone:7 3000",
    ]


def test_release():
    assert written(recipes.released(7, 3, PARTS)) == [
        "funds:milestone:7 <- pending:3 38000",
        "funds:milestone:7 <- rev:service_fee 10000",
        "funds:milestone:7 <- tax:US 2000",
        "fee_hold:milestone:7 <- rev:client_fee 2500",
        "fee_hold:milestone:7 <- tax:US 500",
    ]


def test_security_hold_ends():
    assert written(recipes.cleared(3, usd("380"))) == ["pending:3 <- available:3 38000"]


def test_refund_before_release():
    assert written(recipes.refunded_before_release(7, 4, usd("500"), usd("30"))) == [
        "funds:milestone:7 <- credit:4 50000",
        "fee_hold:milestone:7 <- credit:4 3000",
    ]


def test_refund_after_release():
    moves = recipes.refunded_after_release(
        source="available:3", client=4, net=usd("380"), fee=usd("100"), tax=usd("20"), region="US"
    )
    assert written(moves) == [
        "available:3 <- credit:4 38000",
        "rev:service_fee <- credit:4 10000",
        "tax:US <- credit:4 2000",
    ]


def test_bonus():
    assert written(recipes.bonus("sandbox", 3, PARTS)) == [
        "clearing:sandbox <- pending:3 38000",
        "clearing:sandbox <- rev:service_fee 10000",
        "clearing:sandbox <- tax:US 2000",
        "clearing:sandbox <- rev:client_fee 2500",
        "clearing:sandbox <- tax:US 500",
    ]


def test_the_rest_of_a_milestone_rolls_on():
    assert written(recipes.rolled_on(7, 8, usd("300"), usd("18"))) == [
        "funds:milestone:7 <- funds:milestone:8 30000",
        "fee_hold:milestone:7 <- fee_hold:milestone:8 1800",
    ]


def test_what_is_nothing_is_no_move():
    assert written(recipes.funded(7, "sandbox", usd("500"), usd("0"))) == [
        "clearing:sandbox <- funds:milestone:7 50000"
    ]

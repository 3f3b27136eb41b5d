"""Money never loses a unit, never mixes currencies, and rounds as promised."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel import currencies, money
from kernel.money import TRUNCATE, CurrencyMismatch, Money

minors = st.integers(-(10**15), 10**15)
codes = st.sampled_from([c.code for c in currencies.all()])


@pytest.mark.parametrize(
    ("minor", "bps", "half_up", "truncated"),
    [
        (26664, 1000, 2666, 2666),  # 266.64 at 10 %
        (5, 1000, 1, 0),
        (-5, 1000, -1, 0),
        (15, 1000, 2, 1),
        (4, 1000, 0, 0),
        (-14, 1000, -1, -1),
        (-15, 1000, -2, -1),
        (33, 2000, 7, 6),
        (100, 0, 0, 0),
        (100, 10_000, 100, 100),
    ],
)
def test_half_goes_away_from_zero_and_truncation_goes_towards_it(minor, bps, half_up, truncated):
    assert Money(minor, "USD").apply_bps(bps) == Money(half_up, "USD")
    assert Money(minor, "USD").apply_bps(bps, TRUNCATE) == Money(truncated, "USD")


def test_470_minutes_at_33_33_are_261_09():
    assert Money(3333, "USD").share(470, 60) == Money(26109, "USD")


@pytest.mark.parametrize(
    ("minor", "weights", "parts"),
    [
        (100, (1, 1, 1), [34, 33, 33]),
        (-100, (1, 1, 1), [-34, -33, -33]),
        (101, (1, 1, 1), [34, 34, 33]),
        (100, (0, 1), [0, 100]),
        (1, (1, 2), [0, 1]),
        (1, (1, 1), [1, 0]),
        (10, (1, 2, 3), [2, 3, 5]),
        (0, (3, 4), [0, 0]),
    ],
)
def test_allocation_gives_odd_units_to_the_largest_remainder_then_by_order(minor, weights, parts):
    assert [part.minor for part in Money(minor, "EUR").allocate(weights)] == parts


@given(minors, st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any), codes)
def test_allocated_parts_add_up_and_none_is_a_unit_off(minor, weights, code):
    parts = Money(minor, code).allocate(weights)
    assert money.total(parts, code) == Money(minor, code)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.minor * sum(weights) - minor * weight) < sum(weights)


@given(minors, st.integers(0, 100_000))
def test_a_share_is_the_nearest_whole_unit_and_symmetric(minor, bps):
    got = Money(minor, "JPY").apply_bps(bps)
    assert abs(got.minor * 10_000 - minor * bps) * 2 <= 10_000
    assert (-Money(minor, "JPY")).apply_bps(bps) == -got
    assert abs(Money(minor, "JPY").apply_bps(bps, TRUNCATE)) <= abs(got)


@pytest.mark.parametrize("weights", [(), (0, 0), (1, -1)])
def test_weights_that_share_nothing_are_refused(weights):
    with pytest.raises(ValueError, match="Weights"):
        Money(1, "USD").allocate(weights)


def test_two_currencies_never_mix():
    dollar, euro = Money(1, "USD"), Money(1, "EUR")
    for verb in ("__add__", "__sub__", "__lt__", "__le__", "__gt__", "__ge__"):
        with pytest.raises(CurrencyMismatch):
            getattr(dollar, verb)(euro)
    assert dollar != euro
    with pytest.raises(CurrencyMismatch):
        money.total([dollar, euro], "USD")


@pytest.mark.parametrize("minor", [1.0, "1", True, None])
def test_money_takes_whole_numbers_only(minor):
    with pytest.raises(TypeError):
        Money(minor, "USD")


def test_money_has_no_division_and_no_float_multiplication():
    with pytest.raises(TypeError):
        Money(1, "USD") / 2
    with pytest.raises(TypeError):
        Money(1, "USD") * 0.5


def test_money_fits_the_ledger_or_is_refused():
    assert Money(2**63 - 1, "USD").minor == 2**63 - 1
    with pytest.raises(OverflowError):
        Money(2**63, "USD")


def test_an_unknown_currency_is_refused():
    with pytest.raises(currencies.UnknownCurrency):
        Money(1, "usd")
    with pytest.raises(currencies.UnknownCurrency):
        Money.zero("ZZZ")


@given(minors, minors, codes)
def test_sums_and_comparisons_are_those_of_the_minor_units(a, b, code):
    x, y = Money(a, code), Money(b, code)
    assert (x + y).minor == a + b and (x - y).minor == a - b and (-x).minor == -a
    assert (x < y, x <= y, x > y, x >= y, x == y) == (a < b, a <= b, a > b, a >= b, a == b)
    assert bool(x) is bool(a)


@given(minors, codes)
def test_machine_text_comes_back_as_the_same_money(minor, code):
    amount = Money(minor, code)
    assert Money.parse(f"{amount.decimal:f}", code) == amount


@pytest.mark.parametrize(("text", "code"), [("1.5", "JPY"), ("1.234", "USD"), ("NaN", "USD"), ("Infinity", "USD")])
def test_machine_text_that_is_no_whole_amount_is_refused(text, code):
    with pytest.raises(ValueError):
        Money.parse(text, code)


@pytest.mark.parametrize(
    ("code", "exponent"),
    [
        ("JPY", 0),
        ("MGA", 0),
        ("XAF", 0),
        ("USD", 2),
        ("EUR", 2),
        ("KWD", 3),
        ("BHD", 3),
        ("JOD", 3),
        ("OMR", 3),
        ("TND", 3),
    ],
)
def test_currencies_have_the_decimals_people_write(code, exponent):
    assert currencies.get(code).exponent == exponent
    assert currencies.get(code).unit == 10**exponent


def test_no_currency_stands_in_the_table_twice():
    codes = [c.code for c in currencies.all()]
    assert len(codes) == len(set(codes)) > 150
    assert "XCN" not in codes and currencies.get("XCN").exponent == 0


def test_stripe_takes_three_decimal_amounts_that_end_in_zero():
    for code in ("KWD", "BHD", "JOD", "OMR", "TND"):
        assert currencies.get(code).gateway("stripe").step == 10
    assert currencies.get("USD").gateway("stripe") == currencies.GatewayRule(1, 1, 50)
    assert currencies.get("ISK").gateway("stripe").multiplier == 100
    assert currencies.get("KWD").gateway("sandbox") == currencies.GatewayRule()


@given(st.permutations([Money(3, "USD"), Money(-1, "USD"), Money(2, "USD")]))
def test_money_sorts_within_its_currency(amounts):
    assert [a.minor for a in sorted(amounts)] == [-1, 2, 3]
    assert all(a <= b for a, b in itertools.pairwise(sorted(amounts)))

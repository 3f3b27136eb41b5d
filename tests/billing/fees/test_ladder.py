"""The worked rows of money.md §3, as literals, and what holds for any ladder at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.fees import ladder as ladders
from billing.fees.ladder import AGE, CONTRACT, FLAT, Ladder
from billing.fees.terms import Terms
from kernel.money import TRUNCATE, CurrencyMismatch, Money

TWENTY = Ladder.steps("USD", (500_00, 2000), (10_000_00, 1000), (None, 500))
TEN = Ladder.steps("USD", (500_00, 1000), (10_000_00, 500), (None, 300))
KUWAIT = Ladder.steps("KWD", (250_000, 1500), (2_500_000, 1000), (None, 500))
CROWDWORKS = Ladder.steps("JPY", (100_000, 2000), (200_000, 1000), (None, 500), basis=CONTRACT, rounding=TRUNCATE)
HOURLY = Ladder.steps("USD", (None, 1000), basis=FLAT)
WITH_MINIMUM = Ladder.steps("USD", (None, 1000), basis=FLAT, minimum=3_00)


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


WORKED = [
    # case, before, payment, fee at 20/10/5, fee at 10/5/3
    ("first job", "0", "1000.00", "150.00", "75.00"),
    ("to the bound", "0", "500.00", "100.00", "50.00"),
    ("Upwork's own example", "0", "600.00", "110.00", "55.00"),
    ("straddles two", "400.00", "300.00", "40.00", "20.00"),
    ("straddles three", "0", "12000.00", "1150.00", "585.00"),
    ("cents at the top", "9990.01", "20.00", "1.50", "0.80"),
    ("into the top", "9950.00", "20000.00", "1002.50", "601.00"),
    ("one cent over", "500.00", "0.01", "0.00", "0.00"),
    ("two contracts at once, together", "0", "700.00", "120.00", "60.00"),
]


@pytest.mark.parametrize(("case", "before", "payment", "twenty", "ten"), WORKED, ids=[row[0] for row in WORKED])
def test_the_worked_rows_of_both_ladders(case, before, payment, twenty, ten):
    assert ladders.fee(TWENTY, usd(before), usd(payment)).amount == usd(twenty)
    assert ladders.fee(TEN, usd(before), usd(payment)).amount == usd(ten)


def test_the_net_of_upworks_own_example():
    assert ladders.fee(TWENTY, usd("0"), usd("600.00")).net == usd("490.00")


def test_two_contracts_of_300_and_400_cost_120_in_all_in_any_order():
    for first, second in (("300.00", "400.00"), ("400.00", "300.00")):
        one = ladders.fee(TWENTY, usd("0"), usd(first)).amount
        other = ladders.fee(TWENTY, usd(first), usd(second)).amount
        assert one + other == usd("120.00")


def test_dinars_have_three_decimals():
    small = ladders.fee(KUWAIT, Money(0, "KWD"), Money.parse("312.345", "KWD"))
    assert (small.amount, small.net) == (Money.parse("43.735", "KWD"), Money.parse("268.610", "KWD"))
    assert ladders.fee(KUWAIT, Money(0, "KWD"), Money.parse("3000.000", "KWD")).amount == Money(287_500, "KWD")


def test_yen_by_contract_are_cut_off():
    assert ladders.fee(CROWDWORKS, Money(0, "JPY"), Money(250_000, "JPY")).amount == Money(32_500, "JPY")
    assert ladders.fee(CROWDWORKS, Money(0, "JPY"), Money(9, "JPY")).amount == Money(1, "JPY")  # 1.8


def test_yen_with_ten_percent_tax_on_the_fee():
    charge = Terms(1, CROWDWORKS, tax_bps=1000, tax_region="JP").charge(Money(0, "JPY"), Money(11_000, "JPY"))
    assert (charge.fee, charge.tax) == (Money(2_200, "JPY"), Money(220, "JPY"))
    assert charge.fee + charge.tax == Money(2_420, "JPY")
    assert charge.net == Money(8_580, "JPY")


def test_twelve_hours_at_ten_percent_flat():
    fee = ladders.fee(HOURLY, usd("0"), usd("22.22") * 12)
    assert (fee.payment, fee.amount, fee.net) == (usd("266.64"), usd("26.66"), usd("239.98"))


@pytest.mark.parametrize(("payment", "fee"), [("10.00", "3.00"), ("50.00", "5.00"), ("100.00", "10.00")])
def test_ten_percent_with_a_minimum_of_three(payment, fee):
    assert ladders.fee(WITH_MINIMUM, usd("0"), usd(payment)).amount == usd(fee)


def test_a_minimum_never_takes_more_than_the_payment():
    assert ladders.fee(WITH_MINIMUM, usd("0"), usd("2.00")).net == usd("0.00")
    charge = Terms(1, WITH_MINIMUM, tax_bps=2000).charge(usd("0"), usd("2.00"))
    assert charge.fee + charge.tax + charge.net == usd("2.00")
    assert charge.net >= usd("0")


def test_with_tax_on_it_a_minimum_gives_way_to_the_payment():
    charge = Terms(1, WITH_MINIMUM, tax_bps=2000).charge(usd("0"), usd("2.00"))
    assert (charge.fee, charge.tax, charge.net) == (usd("1.66"), usd("0.33"), usd("0.01"))


def test_of_two_cents_the_tax_gives_way_to_the_payment():
    """80 % is 1.6 cents and a quarter of that 0.4: each rounded by itself would make three cents out of two."""
    charge = Terms(1, Ladder.steps("USD", (None, 8000)), tax_bps=2500).charge(usd("0"), usd("0.02"))
    assert (charge.fee, charge.tax, charge.net) == (usd("0.02"), usd("0.00"), usd("0.00"))


def test_a_share_is_never_of_more_than_the_whole():
    with pytest.raises(ValueError, match="whole"):
        ladders.share(usd("10.00"), usd("3.01"), usd("3.00"), usd("0"))


def test_three_hundred_payments_of_33_cents_cost_19_80():
    paid, total = usd("0"), usd("0")
    flat = Ladder.steps("USD", (None, 2000), basis=FLAT)
    for _ in range(300):
        total += ladders.fee(flat, paid, usd("0.33")).amount
        paid += usd("0.33")
    assert total == usd("19.80")


def test_by_age_the_whole_payment_has_the_rate_of_that_day():
    by_age = Ladder.steps("USD", (90, 2000), (365, 1000), (None, 500), basis=AGE)
    for days, fee in ((0, "20.00"), (89, "20.00"), (90, "10.00"), (364, "10.00"), (365, "5.00")):
        assert ladders.fee(by_age, usd("1234.56"), usd("100.00"), days=days).amount == usd(fee)


def test_the_lines_name_each_band_and_add_up():
    lines = ladders.fee(TWENTY, usd("0"), usd("12000.00")).lines
    assert [(line.base, line.bps, line.fee) for line in lines] == [
        (usd("500.00"), 2000, usd("100.00")),
        (usd("9500.00"), 1000, usd("950.00")),
        (usd("2000.00"), 500, usd("100.00")),
    ]


def test_a_ladder_refuses_other_money_and_less_than_nothing():
    with pytest.raises(CurrencyMismatch):
        ladders.fee(TWENTY, Money(0, "EUR"), Money(1, "EUR"))
    with pytest.raises(ValueError, match="negative"):
        ladders.fee(TWENTY, usd("0"), usd("-1.00"))


def test_shares_of_a_fee_add_up_to_it():
    whole, gross, given, reached = usd("10.00"), usd("3.00"), usd("0"), usd("0")
    for part in ("1.00", "1.00", "1.00"):
        reached += usd(part)
        given += ladders.share(whole, reached, gross, given)
    assert given == whole


@st.composite
def any_ladder(draw):
    bounds = sorted(draw(st.sets(st.integers(1, 1_000_000), max_size=4)))
    rates = draw(st.lists(st.integers(0, 8000), min_size=len(bounds) + 1, max_size=len(bounds) + 1))
    steps = zip([*bounds, None], rates, strict=True)
    return Ladder.steps("USD", *steps, rounding=draw(st.sampled_from(ladders.ROUNDINGS)))


@given(any_ladder(), st.lists(st.integers(0, 300_000), min_size=1, max_size=12), st.integers(0, 2500))
def test_the_total_never_depends_on_the_split(ladder, parts, tax_bps):
    zero, total = Money(0, "USD"), Money(sum(parts), "USD")
    at_once = ladders.fee(ladder, zero, total)
    paid = fees = taxes = zero
    terms = Terms(1, ladder, tax_bps=tax_bps)
    whole = terms.charge(zero, total)
    for part in parts:
        charge = terms.charge(paid, Money(part, "USD"))
        assert charge.net >= zero and charge.fee >= zero and charge.tax >= zero
        assert sum((line.fee.minor for line in charge.lines), 0) == charge.fee.minor
        assert sum((line.base.minor for line in charge.lines), 0) == part
        fees, taxes, paid = fees + charge.fee, taxes + charge.tax, paid + charge.payment
    assert fees == at_once.amount == whole.fee
    if min(parts) > 100:  # of a cent or two, tax gives way to the payment
        assert taxes == whole.tax


@given(any_ladder(), st.integers(0, 10_000), st.integers(0, 2500))
def test_terms_come_back_from_their_snapshot(ladder, fixed, tax_bps):
    import json

    terms = Terms(3, ladder, client_bps=500, client_fixed=fixed, tax_bps=tax_bps, tax_region="DE")
    assert Terms.from_snapshot(json.loads(json.dumps(terms.snapshot()))) == terms


def test_the_client_fee_of_the_papers_example():
    """Milestone 500.00, client fee 5 % = 25.00, tax on fees 20 %, ladder 20/10/5 from 0."""
    terms = Terms(1, TWENTY, client_bps=500, tax_bps=2000)
    asked = terms.client_charge(usd("500.00"))
    assert (asked.fee, asked.tax, asked.extra, asked.total) == (
        usd("25.00"),
        usd("5.00"),
        usd("30.00"),
        usd("530.00"),
    )
    charge = terms.charge(usd("0"), usd("500.00"))
    assert (charge.fee, charge.tax, charge.net) == (usd("100.00"), usd("20.00"), usd("380.00"))


def test_a_fixed_client_fee_comes_on_top_of_the_percentage():
    terms = Terms(1, TWENTY, client_bps=300, client_fixed=95)
    assert terms.client_charge(usd("100.00")).fee == usd("3.95")
    assert not terms.client_charge(usd("0.00")).extra

"""What an owner is told of a ladder that cannot be published."""

import pytest

from billing.fees import flaws, sentences
from billing.fees.ladder import AGE, CONTRACT, FLAT, PAIR, Band, Ladder
from billing.fees.terms import Terms

WRONG = [
    ("empty", [], {}, "Give at least one step."),
    ("start", [Band(100, None, 500)], {}, "The first step must start at zero, not at $1.00."),
    (
        "gap",
        [Band(0, 500_00, 2000), Band(600_00, None, 1000)],
        {},
        "There is a gap before step 2: nothing says what applies from $500.00 to $600.00.",
    ),
    (
        "overlap",
        [Band(0, 500_00, 2000), Band(400_00, None, 1000)],
        {},
        "Step 2 overlaps the step before it: it starts at $400.00, but that one ends at $500.00.",
    ),
    (
        "unsorted",
        [Band(0, 500_00, 2000), Band(500_00, 300_00, 1000), Band(300_00, None, 500)],
        {},
        "Step 2 ends at $300.00, which is not above its start at $500.00.",
    ),
    (
        "endless",
        [Band(0, None, 2000), Band(0, None, 1000)],
        {},
        "Only the last step may be without an end, but step 1 has none.",
    ),
    (
        "no_end",
        [Band(0, 500_00, 2000)],
        {},
        "The last step must have no upper end, so that every amount has a rate.",
    ),
    ("negative", [Band(0, None, -1)], {}, "A rate or a bound below zero makes no sense (step 1)."),
    ("over", [Band(0, None, 10_001)], {}, "The rate of step 1 is more than 100 percent."),
    (
        "minimum",
        [Band(0, None, 1000)],
        {"minimum": 300, "basis": PAIR},
        "A minimum fee is possible only with one rate for every payment.",
    ),
    (
        "minimum_negative",
        [Band(0, None, 1000)],
        {"minimum": -1, "basis": FLAT},
        "The minimum fee cannot be below zero.",
    ),
    (
        "flat_bands",
        [Band(0, 5, 1000), Band(5, None, 500)],
        {"basis": FLAT},
        "One rate for every payment has exactly one step.",
    ),
    ("basis", [Band(0, None, 1000)], {"basis": "moon"}, "Choose what the steps count."),
    ("rounding", [Band(0, None, 1000)], {"rounding": "up"}, "Choose how fees are rounded."),
]


@pytest.mark.parametrize(("code", "bands", "how", "sentence"), WRONG, ids=[row[0] for row in WRONG])
def test_each_flaw_is_said_in_a_sentence(code, bands, how, sentence):
    found = flaws.find(Terms(1, Ladder("USD", tuple(bands), **how)))
    assert code in [flaw.code for flaw in found]
    assert sentence in [sentences.of(flaw, "USD") for flaw in found]


@pytest.mark.parametrize("basis", [PAIR, CONTRACT, AGE])
def test_touching_steps_up_to_no_end_are_fit(basis):
    assert flaws.find(Terms(1, Ladder.steps("USD", (500, 2000), (10_000, 1000), (None, 500), basis=basis))) == []


def test_days_are_named_as_days_and_not_as_money():
    (found,) = flaws.find(Terms(1, Ladder("USD", (Band(0, 90, 2000), Band(100, None, 1000)), AGE)))
    assert sentences.of(found, "USD") == "There is a gap before step 2: nothing says what applies from 90 to 100."


def test_tax_may_not_lift_the_fee_above_the_payment():
    whole = Ladder.steps("USD", (None, 9000))
    assert [flaw.code for flaw in flaws.find(Terms(1, whole, tax_bps=2000))] == ["taxed_over"]
    assert flaws.find(Terms(1, whole, tax_bps=1000)) == []
    assert [flaw.code for flaw in flaws.find(Terms(1, whole, tax_bps=-1))] == ["tax"]


def test_the_client_fee_has_bounds():
    fit = Ladder.steps("USD", (None, 1000))
    assert [flaw.code for flaw in flaws.find(Terms(1, fit, client_bps=10_001))] == ["client"]
    assert [flaw.code for flaw in flaws.find(Terms(1, fit, client_fixed=-1))] == ["client"]

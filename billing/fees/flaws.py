"""What makes a ladder unfit to publish. Pure: codes and numbers; `sentences.py` says them to people."""

from dataclasses import dataclass

from billing.fees.ladder import AGE, BASES, FLAT, ROUNDINGS, WHOLE, Ladder
from billing.fees.terms import Terms

EMPTY, START, GAP, OVERLAP, UNSORTED = "empty", "start", "gap", "overlap", "unsorted"
ENDLESS, NO_END, NEGATIVE, OVER = "endless", "no_end", "negative", "over"
MINIMUM, MINIMUM_NEGATIVE, FLAT_BANDS = "minimum", "minimum_negative", "flat_bands"
BASIS, ROUNDING, TAXED_OVER, TAX, CLIENT = "basis", "rounding", "taxed_over", "tax", "client"


@dataclass(frozen=True, slots=True)
class Flaw:
    """`band`: which one, counted from 1 (0: the ladder as a whole). `low`, `high`: bounds, in minor units or days."""

    code: str
    band: int = 0
    low: int = 0
    high: int = 0
    of_days: bool = False


def find(terms: Terms) -> list[Flaw]:
    """Everything wrong with these terms, step by step; an empty list means they are fit to publish."""
    flaws = [*_rules(terms.ladder), *_bands(terms.ladder)]
    top = max((band.bps for band in terms.ladder.bands), default=0)
    if not 0 <= terms.tax_bps <= WHOLE:
        flaws.append(Flaw(TAX))
    elif top <= WHOLE and top * (WHOLE + terms.tax_bps) > WHOLE * WHOLE:
        flaws.append(Flaw(TAXED_OVER))
    if not 0 <= terms.client_bps <= WHOLE or terms.client_fixed < 0:
        flaws.append(Flaw(CLIENT))
    return flaws


def _rules(ladder: Ladder) -> list[Flaw]:
    flaws = []
    if ladder.basis not in BASES:
        flaws.append(Flaw(BASIS))
    if ladder.rounding not in ROUNDINGS:
        flaws.append(Flaw(ROUNDING))
    if ladder.minimum < 0:
        flaws.append(Flaw(MINIMUM_NEGATIVE))
    if ladder.minimum and ladder.basis != FLAT:
        flaws.append(Flaw(MINIMUM))
    if ladder.basis == FLAT and len(ladder.bands) > 1:
        flaws.append(Flaw(FLAT_BANDS))
    return flaws


def _bands(ladder: Ladder) -> list[Flaw]:
    if not ladder.bands:
        return [Flaw(EMPTY)]
    days = ladder.basis == AGE
    flaws, reached = [], 0
    last = len(ladder.bands)
    for number, band in enumerate(ladder.bands, start=1):
        if band.bps < 0 or band.since < 0:
            flaws.append(Flaw(NEGATIVE, number))
        if band.bps > WHOLE:
            flaws.append(Flaw(OVER, number))
        if band.since != reached:
            flaws.append(_misfit(number, band.since, reached, days))
        if band.upto is None and number < last:
            flaws.append(Flaw(ENDLESS, number))
        if band.upto is not None and band.upto <= band.since:
            flaws.append(Flaw(UNSORTED, number, band.since, band.upto, days))
        reached = band.upto if band.upto is not None else band.since
    if ladder.bands[-1].upto is not None:
        flaws.append(Flaw(NO_END, last))
    return flaws


def _misfit(number: int, since: int, reached: int, days: bool) -> Flaw:
    if number == 1:
        return Flaw(START, 1, 0, since, days)
    if since > reached:
        return Flaw(GAP, number, reached, since, days)
    return Flaw(OVERLAP, number, since, reached, days)

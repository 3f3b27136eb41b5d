"""What makes a ladder unfit to publish. Pure: codes and numbers; `sentences.py` says them to people."""

from dataclasses import dataclass

from billing.fees.ladder import AGE, BASES, FLAT, ROUNDINGS, WHOLE, Ladder

EMPTY, START, UNSORTED, GAP, OVERLAP, ENDLESS, NO_END, NEGATIVE, OVER = (
    "empty",
    "start",
    "unsorted",
    "gap",
    "overlap",
    "endless",
    "no_end",
    "negative",
    "over",
)
MINIMUM, MINIMUM_NEGATIVE, BASIS, ROUNDING, TAXED_OVER = (
    "minimum",
    "minimum_negative",
    "basis",
    "rounding",
    "taxed_over",
)
FLAT_BANDS = "flat_bands"


@dataclass(frozen=True, slots=True)
class Flaw:
    """`band`: which one, counted from 1 (0: the ladder as a whole). `low`, `high`: bounds, in minor units or days."""

    code: str
    band: int = 0
    low: int = 0
    high: int = 0
    of_days: bool = False


def find(ladder: Ladder, *, tax_bps: int = 0) -> list[Flaw]:
    """Everything wrong with this ladder, band by band; an empty list means it is fit."""
    flaws = [*_rules(ladder), *_bands(ladder)]
    top = max((band.bps for band in ladder.bands), default=0)
    if tax_bps < 0:
        flaws.append(Flaw(NEGATIVE))
    elif top <= WHOLE and top * (WHOLE + tax_bps) > WHOLE * WHOLE:
        flaws.append(Flaw(TAXED_OVER))
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

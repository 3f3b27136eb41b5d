"""The words of a demo marketplace, read from `worlds/<slug>.json`."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from kernel import currencies
from kernel.money import Money
from marketplace import presets

FOLDER = Path(__file__).parent / "worlds"


@cache
def of(slug: str) -> dict[str, Any]:
    """Everything written about a marketplace: freelancers, clients, jobs, letters, contracts, declines."""
    return json.loads((FOLDER / f"{slug}.json").read_text(encoding="utf-8"))


def money(units: int, currency: str) -> Money:
    """Neutral units as an amount that people of that currency would name."""
    return Money(presets.scaled(units, currency) * currencies.get(currency).unit, currency)


def parts(total: Money, shares: list[int]) -> list[Money]:
    """The total by shares, each in whole units where it can be; they add up to the total."""
    unit = currencies.get(total.currency).unit
    whole = Money(total.minor // unit, total.currency).allocate(shares)
    made = [Money(part.minor * unit, total.currency) for part in whole]
    rest = total.minor - sum(part.minor for part in made)
    return [*made[:-1], Money(made[-1].minor + rest, total.currency)]

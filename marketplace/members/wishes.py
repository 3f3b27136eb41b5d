"""From the address of a search page to a wish, and to the facets beside its results."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from kernel import currencies
from kernel.amounts import AmountError, parse_amount
from marketplace.members import queries
from marketplace.members.models import Availability
from tenants import current


@dataclass(frozen=True)
class Option:
    value: str
    label: Any
    selected: bool
    count: int | None = None


def any_of(options: Iterable[Option]) -> list[Option]:
    """Options of which one may be chosen, with "any" first, so that a choice can be taken back."""
    offered = list(options)
    return [Option("", _("Any"), not any(option.selected for option in offered)), *offered]


@dataclass(frozen=True)
class Asked:
    """The wish, and what was typed, to be shown again; `flaw` is a sentence about an amount that is none."""

    wish: Any
    text: str
    lowest: str = ""
    highest: str = ""
    flaw: str = ""
    order: str = ""

    @property
    def is_narrow(self) -> bool:
        return self.wish != type(self.wish)(order=self.wish.order)


def amount_of(text: str) -> tuple[int | None, str]:
    """What was typed as an amount, in minor units of the marketplace's currency, or the sentence that refuses it."""
    if not text.strip():
        return None, ""
    try:
        return parse_amount(text, current.get().currency).minor, ""
    except AmountError as refused:
        return None, str(refused)


def unit() -> int:
    return currencies.get(current.get().currency).unit


def of_talent(asked: QueryDict) -> Asked:
    lowest, flaw = amount_of(asked.get("min", ""))
    highest, flaw2 = amount_of(asked.get("max", ""))
    order = asked.get("sort", "")
    wish = queries.Wish(
        text=asked.get("q", "")[:200].replace("\x00", ""),
        category=asked.get("category", "")[:60].replace("\x00", ""),
        skills=tuple(slug[:60].replace("\x00", "") for slug in asked.getlist("skill")[:10]),
        availability=asked.get("availability", "")[:12].replace("\x00", ""),
        rate_from=lowest,
        rate_to=highest,
        order=order if order in queries.ORDERS else "",
    )
    return Asked(wish, wish.text, asked.get("min", ""), asked.get("max", ""), flaw or flaw2, wish.order)


def talent_facets(asked: Asked) -> dict[str, list[Option]]:
    """Options with counts; two queries."""
    wish = asked.wish
    return {
        "category": any_of(
            Option(row.slug, str(row), row.slug == wish.category, row.number)
            for row in queries.categories_with_talent(wish)
        ),
        "skill": [
            Option(row.slug, str(row), row.slug in wish.skills, row.number) for row in queries.skills_with_talent(wish)
        ],
        "availability": any_of(
            Option(value, label, value == wish.availability) for value, label in Availability.choices
        ),
        "sort": [
            Option("", _("Best match"), not asked.order),
            Option("newest", _("Newest"), asked.order == "newest"),
            Option("rate", _("Lowest rate first"), asked.order == "rate"),
            Option("-rate", _("Highest rate first"), asked.order == "-rate"),
        ],
    }

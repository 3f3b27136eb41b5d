"""Numbers beside the options of a facet and above a list, counted up to a bound.

Past it a page says "more than", and a facet offers its options without numbers, so that a search costs about the same
at a thousand rows and at a hundred thousand.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.core.paginator import Paginator
from django.db.models import Count, Model, Q, QuerySet
from django.utils.functional import cached_property

from marketplace.members.models import Category, Skill

Row = TypeVar("Row", bound=Model)
Numbered = TypeVar("Numbered", Category, Skill)
BOUND = 1000


class BoundedPaginator(Paginator):
    """Pages through the first thousand results; `is_bounded` when there are more."""

    object_list: QuerySet[Any]

    @cached_property
    def _number(self) -> int:
        return self.object_list.order_by()[: BOUND + 1].count()

    @property
    def count(self) -> int:  # type: ignore[override]
        return min(self._number, BOUND)

    @property
    def is_bounded(self) -> bool:
        return self._number > BOUND


def some_of(fitting: QuerySet[Row]) -> tuple[list[int], bool]:
    """The ids of at most a thousand rows that fit, and whether these are all. One query."""
    ids = list(fitting.order_by().values_list("pk", flat=True)[: BOUND + 1])
    return ids[:BOUND], len(ids) <= BOUND


def with_numbers(
    rows: QuerySet[Numbered], numbers: Mapping[Any, int], chosen: Iterable[str], *, exact: bool, empty: bool = False
) -> list[Numbered]:
    """`rows` that have a number, as `row.number` (None where it would not be exact); chosen ones (by slug) always, and
    those without any where `empty` ones count too."""
    found = []
    for row in rows:
        number = numbers.get(row.pk, 0)
        row.number = number if exact else None
        if number or empty or row.slug in chosen:
            found.append(row)
    return found


def commonest(links: QuerySet[Any], chosen: tuple[str, ...], most: int, *, exact: bool) -> list[Skill]:
    """The `most` commonest skills of `links`, the chosen ones (by slug) first, then the commonest. Two queries."""
    counted = links.order_by().values_list("skill").annotate(number=Count("pk")).order_by("-number", "skill")
    numbers = dict(counted[: most + len(chosen)])
    skills = Skill.objects.filter(Q(pk__in=numbers) | Q(slug__in=chosen))
    found = with_numbers(skills, numbers, chosen, exact=exact)
    return sorted(found, key=lambda skill: (skill.slug not in chosen, -numbers.get(skill.pk, 0), skill.name))[:most]

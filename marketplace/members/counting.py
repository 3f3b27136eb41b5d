"""Numbers beside the options of a facet: counted from what fits, so the cost follows the results and not the table."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import Count, Model, Q, QuerySet

from marketplace.members.models import Skill

Row = TypeVar("Row", bound=Model)


def with_numbers(rows: QuerySet[Row], numbers: Mapping[Any, int], chosen: Iterable[str]) -> list[Row]:
    """`rows` that have a number, as `row.number`; chosen ones (by slug) always. One query."""
    found = []
    for row in rows:
        row.number = numbers.get(row.pk, 0)  # type: ignore[attr-defined]
        if row.number or row.slug in chosen:  # type: ignore[attr-defined]
            found.append(row)
    return found


def commonest(skills: QuerySet[Skill], links: QuerySet[Any], chosen: tuple[str, ...], most: int) -> list[Skill]:
    """The `most` commonest skills of `links`, and the chosen ones (by slug), the commonest first. Two queries."""
    counted = links.order_by().values_list("skill").annotate(number=Count("pk")).order_by("-number", "skill")
    numbers = dict(counted[: most + len(chosen)])
    found = with_numbers(skills.filter(Q(pk__in=numbers) | Q(slug__in=chosen)), numbers, chosen)
    return sorted(found, key=lambda skill: (skill.slug not in chosen, -skill.number, skill.name))[: most + len(chosen)]

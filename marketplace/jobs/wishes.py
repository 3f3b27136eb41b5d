"""From the address of the job list to a wish, and to the facets beside its results."""

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from kernel.amounts import format_short
from kernel.money import Money
from marketplace import presets
from marketplace.jobs import queries
from marketplace.jobs.models import Kind
from marketplace.members.wishes import Asked, Option, amount_of, any_of, unit
from tenants import current


def _word(asked: QueryDict, name: str, most: int = 60) -> str:
    return asked.get(name, "")[:most].replace("\x00", "")


def of_jobs(asked: QueryDict) -> Asked:
    """A budget comes as a band of the facet ("1000-5000", whole units), or as two amounts that were typed."""
    lowest, flaw = amount_of(asked.get("min", ""))
    highest, flaw2 = amount_of(asked.get("max", ""))
    band = asked.get("budget", "")
    if band in dict(_bands()):
        lowest, highest = dict(_bands())[band]
    order = asked.get("sort", "")
    wish = queries.Wish(
        text=_word(asked, "q", 200),
        category=_word(asked, "category"),
        skills=tuple(slug[:60].replace("\x00", "") for slug in asked.getlist("skill")[:10]),
        kind=_word(asked, "kind", 8),
        budget_from=lowest,
        budget_to=highest,
        order=order if order in queries.ORDERS else "",
    )
    return Asked(wish, wish.text, asked.get("min", ""), asked.get("max", ""), flaw or flaw2, wish.order)


def _bands() -> list[tuple[str, tuple[int | None, int | None]]]:
    one = unit()
    return [
        (f"{low // one if low else 0}-{high // one if high else ''}", (low, high))
        for low, high in queries.budget_bands(one * presets.magnitude(current.get().currency))
    ]


def _band_label(low: int | None, high: int | None) -> str:
    currency = current.get().currency
    words = {
        "low": format_short(Money(low or 0, currency)),
        "high": format_short(Money(high or 0, currency)),
    }
    if low is None:
        return _("Up to %(high)s") % words
    return _("From %(low)s") % words if high is None else _("%(low)s to %(high)s") % words


def facets(asked: Asked, user: User | AnonymousUser) -> dict[str, list[Option]]:
    """Options with counts; three queries."""
    wish = asked.wish
    kinds = queries.kinds_with_jobs(wish, user)
    return {
        "category": any_of(
            Option(row.slug, str(row), row.slug == wish.category, row.number)
            for row in queries.categories_with_jobs(wish, user)
        ),
        "skill": [
            Option(row.slug, str(row), row.slug in wish.skills, row.number)
            for row in queries.skills_with_jobs(wish, user)
        ],
        "kind": any_of(Option(kind, label, kind == wish.kind, kinds[kind]) for kind, label in Kind.choices),
        "budget": any_of(
            Option(name, _band_label(*band), band == (wish.budget_from, wish.budget_to)) for name, band in _bands()
        ),
        "sort": [
            Option("", _("Best match"), not asked.order),
            Option("newest", _("Newest"), asked.order == "newest"),
            Option("-budget", _("Highest budget first"), asked.order == "-budget"),
            Option("budget", _("Lowest budget first"), asked.order == "budget"),
        ],
    }

"""What the marketplace shows of itself: read when a page is served, each with a fixed number of queries."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from billing.fees import queries as fees_of
from billing.fees.errors import NoTerms
from billing.fees.ladder import AGE
from billing.fees.terms import Charge, ClientCharge, Terms
from kernel import clock, currencies
from kernel.money import Money
from marketplace.jobs import queries as jobs_of
from marketplace.jobs.models import Job
from marketplace.members import queries as members_of
from marketplace.members.models import Category, FreelancerProfile


@dataclass(frozen=True)
class Figure:
    label: str
    value: int


def jobs(number: int) -> QuerySet[Job]:
    """The newest jobs that anybody may see."""
    return jobs_of.public()[:number]


def people(number: int) -> QuerySet[FreelancerProfile]:
    """Freelancers who show themselves in search."""
    return members_of.listed()[:number]


def categories() -> list[Category]:
    """All categories, each with `number`: how many open jobs it holds."""
    return jobs_of.categories_with_jobs(jobs_of.Wish(), AnonymousUser(), empty=True)


def figures() -> list[Figure]:
    """Real figures only: a new marketplace shows few, and none that are made up."""
    found = [
        Figure(_("open jobs"), jobs_of.public().count()),
        Figure(_("freelancers"), members_of.listed().count()),
        Figure(_("categories"), Category.objects.count()),
    ]
    return [figure for figure in found if figure.value]


@dataclass(frozen=True)
class BandShown:
    """One band as a page shows it; for a ladder by age `since` and `upto` are days, else amounts."""

    since: Money | int
    upto: Money | int | None
    bps: int


@dataclass(frozen=True)
class FeesShown:
    """Today's fees: the bands, what a client pays on top, and one example worked by the same code that charges."""

    terms: Terms
    bands: list[BandShown]
    client_fixed: Money
    minimum: Money
    example: Charge
    example_client: ClientCharge


def fees() -> FeesShown | None:
    """The fees in force now; None before the owner has published any."""
    try:
        terms = fees_of.current(clock.now())
    except NoTerms:
        return None
    shown = [
        BandShown(_bound(terms, band.since), None if band.upto is None else _bound(terms, band.upto), band.bps)
        for band in terms.ladder.bands
    ]
    zero, example = Money.zero(terms.currency), _example(terms)
    return FeesShown(
        terms=terms,
        bands=shown,
        client_fixed=Money(terms.client_fixed, terms.currency),
        minimum=Money(terms.ladder.minimum, terms.currency),
        example=terms.charge(zero, example),
        example_client=terms.client_charge(example),
    )


def _bound(terms: Terms, value: int) -> Money | int:
    return value if terms.ladder.basis == AGE else Money(value, terms.currency)


def _example(terms: Terms) -> Money:
    """An amount that crosses the first bound, so that the example shows what a ladder is; else 1,000 whole units."""
    first = terms.ladder.bands[0].upto
    whole = 10 ** currencies.get(terms.currency).exponent
    if first is None or terms.ladder.basis == AGE:
        return Money(1000 * whole, terms.currency)
    return Money(first + first * 2 // 10 // whole * whole, terms.currency)

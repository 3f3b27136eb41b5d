"""Who may see which job, and how work is found."""

import itertools
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchRank
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from kernel.moves import Role
from marketplace.jobs import states
from marketplace.jobs.models import Job, JobFile, Kind, Proposal, Visibility
from marketplace.members import counting, search
from marketplace.members import queries as members
from marketplace.members.models import Category, Member, Skill

Person = User | AnonymousUser
# Proposals that a client does not count: not sent, or taken back.
UNCOUNTED = (states.Proposal.DRAFT, states.Proposal.WITHDRAWN)


def _number(proposals: QuerySet[Proposal]) -> Coalesce:
    """How many of `proposals` each job has; asked for the rows of the page alone, not for all that fit."""
    per_job = proposals.filter(job=OuterRef("pk")).order_by().values("job").annotate(number=Count("pk"))
    return Coalesce(Subquery(per_job.values("number")), 0)


def _with_card(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """What a card shows: client, category, skills, and `proposals_count`. Two queries for any number of jobs."""
    counted = _number(Proposal.objects.exclude(state__in=UNCOUNTED))
    return jobs.select_related("client", "category").prefetch_related("skills").annotate(proposals_count=counted)


def live(user: Person) -> QuerySet[Job]:
    """Jobs that take proposals and are listed for this person."""
    seen = [Visibility.PUBLIC, Visibility.MEMBERS] if user.is_authenticated else [Visibility.PUBLIC]
    return Job.objects.filter(state__in=states.Job.LIVE, visibility__in=seen)


def public() -> QuerySet[Job]:
    """Jobs that anybody finds, newest first: for the home page, the sitemap and feeds."""
    return _with_card(live(AnonymousUser())).order_by("-posted_at", "-id")


def visible_to(user: Person) -> QuerySet[Job]:
    """Jobs whose page this person may open: posted ones by their visibility (a job for invited people opens by its
    link to members), her own in every state, those she answered, and all of them to staff."""
    posted = ~Q(state__in=[states.Job.DRAFT, states.Job.REMOVED])
    if not user.is_authenticated:
        return _with_card(Job.objects.filter(posted, visibility=Visibility.PUBLIC))
    if members.staff_roles(user) & {Role.OWNER, Role.MODERATOR}:
        return _with_card(Job.objects.all())
    own = Q(client__user=user) | Q(id__in=Job.objects.filter(proposals__freelancer__user=user).values("id"))
    return _with_card(Job.objects.filter(posted | own))


def governed_by(user: Person) -> QuerySet[Job]:
    """Jobs this person may take off the marketplace: all of them, for the owner and her moderators."""
    governs = members.staff_roles(user) & {Role.OWNER, Role.MODERATOR}
    return Job.objects.select_related("client__user") if governs else Job.objects.none()


def mine(user: User) -> QuerySet[Job]:
    """The jobs a client posted or drafts, newest first; with counts of what waits in their inboxes."""
    unread = _number(Proposal.objects.filter(state=states.Proposal.SUBMITTED, seen_at=None))
    jobs = _with_card(Job.objects.filter(client__user_id=user.pk))
    return jobs.annotate(unread=unread).order_by("-created_at", "-id")


def job_files_visible_to(user: Person) -> QuerySet[JobFile]:
    return JobFile.objects.filter(job__in=visible_to(user).values("id")).select_related("job")


def sees_proposals(job: Job, user: Person) -> bool:
    """Whether this person reads the inbox of the job."""
    return bool(user.is_authenticated and job.client.user_id == user.pk)


@dataclass(frozen=True)
class Wish:
    """What somebody looks for among jobs; budgets in minor units of the marketplace's currency."""

    text: str = ""
    category: str = ""
    skills: tuple[str, ...] = ()
    kind: str = ""
    budget_from: int | None = None
    budget_to: int | None = None
    order: str = ""


# Only so many of the newest matches are ranked: the rank of a word that half of all jobs have says little.
RANKED = 2000
ORDERS: dict[str, tuple[Any, ...]] = {
    "newest": ("-posted_at", "-id"),
    "-budget": (F("budget_minor").desc(nulls_last=True), "-id"),
    "budget": (F("budget_minor").asc(nulls_last=True), "-id"),
}


def find(wish: Wish, user: Person) -> QuerySet[Job]:
    """Open jobs that fit: best match first when words were given, newest otherwise."""
    fitting = _fitting(wish, user)
    query = search.query(wish.text)
    if wish.order in ORDERS:
        return _with_card(fitting).order_by(*ORDERS[wish.order])
    if query is None:
        return _with_card(fitting).order_by("-posted_at", "-id")
    newest = fitting.order_by("-posted_at", "-id").values("id")[:RANKED]
    ranked = Job.objects.filter(pk__in=newest).annotate(rank=SearchRank(F("search"), query))
    return _with_card(ranked.order_by("-rank", "-posted_at", "-id"))


def _fitting(wish: Wish, user: Person) -> QuerySet[Job]:
    found = live(user)
    query = search.query(wish.text)
    if query is not None:
        found = found.filter(search=query)
    if wish.category:
        found = found.filter(category__slug=wish.category)
    for slug in wish.skills:
        found = found.filter(skills__slug=slug)
    if wish.kind:
        found = found.filter(kind=wish.kind)
    if wish.budget_from is not None:
        found = found.filter(budget_minor__gte=wish.budget_from)
    if wish.budget_to is not None:
        found = found.filter(budget_minor__lte=wish.budget_to)
    return found


def categories_with_jobs(wish: Wish, user: Person, *, empty: bool = False) -> list[Category]:
    """Categories with `number`: how many jobs fit the rest of the wish; `empty` ones too where asked. Three queries."""
    ids, is_all = counting.some_of(_fitting(replace(wish, category=""), user))
    numbers = dict(Job.objects.filter(pk__in=ids).values_list("category").annotate(number=Count("id")))
    return counting.with_numbers(Category.objects.all(), numbers, (wish.category,), exact=is_all, empty=empty)


def skills_with_jobs(wish: Wish, user: Person, *, most: int = 12) -> list[Skill]:
    """The commonest skills among the jobs that fit, with `number`; the chosen ones first. Three queries."""
    ids, is_all = counting.some_of(_fitting(wish, user))
    return counting.commonest(Job.skills.through.objects.filter(job__in=ids), wish.skills, most, exact=is_all)


def kinds_with_jobs(wish: Wish, user: Person) -> dict[str, int | None]:
    """How many fitting jobs are at a fixed price and by the hour; None where they are too many to count."""
    ids, is_all = counting.some_of(_fitting(replace(wish, kind=""), user))
    counted = dict(Job.objects.filter(pk__in=ids).values_list("kind").annotate(number=Count("id")))
    return {kind: counted.get(kind, 0) if is_all else None for kind in Kind.values}


def similar(job: Job, user: Person, *, most: int = 4) -> list[Job]:
    """Other open jobs that share skills or the category; the more shared skills the earlier."""
    skills = list(job.skills.all())
    near = Q(skills__in=skills) | Q(category=job.category_id) if job.category_id else Q(skills__in=skills)
    found = live(user).exclude(pk=job.pk).filter(near)
    shared = Count("skills", filter=Q(skills__in=skills), distinct=True)
    ids = found.annotate(shared=shared).order_by("-shared", "-posted_at").values_list("id", flat=True)[:most]
    return list(_with_card(Job.objects.filter(id__in=list(ids))).order_by("-posted_at", "id"))


def budget_bands(unit: int) -> list[tuple[int | None, int | None]]:
    """Bands for the budget facet, in minor units of a currency with `unit` minor units to the whole."""
    edges = [None, 100 * unit, 500 * unit, 1_000 * unit, 5_000 * unit, None]
    return list(itertools.pairwise(edges))


def history_of(client: Member) -> dict[str, int]:
    """What a client has done here so far: jobs posted, people hired. One query."""
    posted = ~Q(jobs__state=states.Job.DRAFT)
    hired = Q(jobs__proposals__state=states.Proposal.HIRED)
    return Member.objects.filter(pk=client.pk).aggregate(
        posted=Count("jobs", filter=posted, distinct=True),
        hired=Count("jobs__proposals", filter=hired, distinct=True),
    )

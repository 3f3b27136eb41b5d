"""Who may see which member, and how talent is found."""

from dataclasses import dataclass, replace

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchRank
from django.db.models import Count, F, Q, QuerySet
from django.db.models.expressions import Combinable

from accounts.models import User
from kernel import history
from kernel.actors import Actor
from kernel.moves import Role
from marketplace.members import counting, joining, search, states
from marketplace.members.models import Category, FreelancerProfile, Member, PortfolioItem, Skill

STAFF_ROLES = (Role.OWNER, Role.MODERATOR, Role.FINANCE, Role.EDITOR)
Person = User | AnonymousUser


def of(user: User) -> Member:
    """The member that a signed-in person is on this marketplace; she joins by the first question."""
    return joining.member_for(user)


def user_of(actor: Actor) -> User | None:
    """The person who acts, with her membership; None for the clock and its like. One query."""
    if actor.user_id is None:
        return None
    return User.objects.filter(pk=actor.user_id).select_related("member").first()


def came_for(member: Member) -> str:
    """What she said when she signed up: "client", "freelancer", or "" when nobody asked. One query."""
    joined = history.of(member.user).filter(verb="join").first()
    return str(joined.data.get("as", "")) if joined else ""


def staff_roles(user: Person | None) -> frozenset[Role]:
    """The roles a person has among the owner's staff, by the names of her groups. One query, the first time: as Django
    does with permissions, they stay with this object of her until she is loaded again."""
    if user is None or not user.is_authenticated or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return frozenset({Role.OWNER})
    if not hasattr(user, "_staff_roles"):
        named = {name.lower() for name in user.groups.values_list("name", flat=True)}
        user._staff_roles = frozenset(role for role in STAFF_ROLES if role in named)  # type: ignore[attr-defined]
    found: frozenset[Role] = user._staff_roles  # type: ignore[attr-defined]
    return found


def visible_to(user: Person) -> QuerySet[Member]:
    """Members whose page this person may open: everybody who is not shut out, and herself."""
    shown = Q(state=states.ACTIVE)
    if user.is_authenticated:
        shown |= Q(user=user)
    return Member.objects.filter(shown).select_related("freelancer__category", "client")


def governed_by(user: Person) -> QuerySet[Member]:
    """Members whom this person may suspend and let in again: everybody, for the owner and her moderators."""
    governs = staff_roles(user) & {Role.OWNER, Role.MODERATOR}
    return Member.objects.all() if governs else Member.objects.none()


def pieces_visible_to(user: Person) -> QuerySet[PortfolioItem]:
    """Portfolio pieces of members whose page this person may open."""
    return PortfolioItem.objects.filter(member__in=visible_to(user)).select_related("member")


def listed() -> QuerySet[FreelancerProfile]:
    """Freelancers who show themselves in search, with what a card needs. Two queries for any number."""
    profiles = FreelancerProfile.objects.filter(is_listed=True, member__state=states.ACTIVE)
    return profiles.select_related("member", "category").prefetch_related("skills")


@dataclass(frozen=True)
class Wish:
    """What somebody looks for among freelancers; rates in minor units of the marketplace's currency."""

    text: str = ""
    category: str = ""
    skills: tuple[str, ...] = ()
    availability: str = ""
    rate_from: int | None = None
    rate_to: int | None = None
    order: str = ""


ORDERS: dict[str, tuple[str | Combinable, ...]] = {
    "rate": (F("rate_minor").asc(nulls_last=True), "-id"),
    "-rate": (F("rate_minor").desc(nulls_last=True), "-id"),
    "newest": ("-member__joined_at", "-id"),
}


def talent(wish: Wish) -> QuerySet[FreelancerProfile]:
    """Freelancers that fit, best match first when words were given, newest otherwise."""
    found = _fitting(wish)
    query = search.query(wish.text)
    if wish.order in ORDERS:
        return found.order_by(*ORDERS[wish.order])
    if query is not None:
        return found.annotate(rank=SearchRank(F("search"), query)).order_by("-rank", "-id")
    return found.order_by("-member__joined_at", "-id")


def _fitting(wish: Wish) -> QuerySet[FreelancerProfile]:
    found = listed()
    query = search.query(wish.text)
    if query is not None:
        found = found.filter(search=query)
    if wish.category:
        found = found.filter(category__slug=wish.category)
    for slug in wish.skills:
        found = found.filter(skills__slug=slug)
    if wish.availability:
        found = found.filter(availability=wish.availability)
    if wish.rate_from is not None:
        found = found.filter(rate_minor__gte=wish.rate_from)
    if wish.rate_to is not None:
        found = found.filter(rate_minor__lte=wish.rate_to)
    return found


def categories_with_talent(wish: Wish) -> list[Category]:
    """Categories with `number`: how many freelancers fit the rest of the wish. Three queries."""
    ids, is_all = counting.some_of(_fitting(replace(wish, category="")))
    fitting = FreelancerProfile.objects.filter(pk__in=ids)
    numbers = dict(fitting.values_list("category").annotate(number=Count("id")))
    return counting.with_numbers(Category.objects.all(), numbers, (wish.category,), exact=is_all)


def skills_with_talent(wish: Wish, *, most: int = 12) -> list[Skill]:
    """The commonest skills among those who fit, with `number`; the chosen ones first. Three queries."""
    ids, is_all = counting.some_of(_fitting(wish))
    links = FreelancerProfile.skills.through.objects.filter(freelancerprofile__in=ids)
    return counting.commonest(links, wish.skills, most, exact=is_all)


def completeness(member: Member) -> list[tuple[str, bool]]:
    """What makes a freelancer's profile whole, and whether each part is there."""
    profile = FreelancerProfile.objects.filter(member=member).first()
    return [
        ("headline", bool(member.headline)),
        ("bio", len(member.bio) >= 80),
        ("skills", profile is not None and profile.skills.count() >= 3),
        ("rate", profile is not None and profile.rate_minor is not None),
        ("country", bool(member.country)),
        ("portfolio", PortfolioItem.objects.filter(member=member).exists()),
    ]

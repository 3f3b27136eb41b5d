"""Who may see which offer."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from accounts.models import User
from kernel.moves import Role
from marketplace.jobs import states
from marketplace.jobs.models import Offer, Proposal
from marketplace.members import queries as members
from marketplace.members.models import Member

Person = User | AnonymousUser


def offers_visible_to(user: Person) -> QuerySet[Offer]:
    """Offers between this person and somebody, newest first; all of them to staff."""
    if not user.is_authenticated:
        return Offer.objects.none()
    offers = Offer.objects.select_related("job", "proposal", "client", "freelancer").prefetch_related("milestones")
    if not members.staff_roles(user) & {Role.OWNER, Role.MODERATOR}:
        offers = offers.filter(Q(client__user=user) | Q(freelancer__user=user))
    return offers.order_by("-created_at", "-id")


def pending_offer(proposal: Proposal) -> Offer | None:
    """The offer that waits for an answer, if there is one."""
    return Offer.objects.filter(proposal=proposal, state=states.Offer.PENDING).first()


def offers_waiting() -> Coalesce:
    """For a query of members: how many offers wait for each one's answer."""
    waiting = Offer.objects.filter(freelancer=OuterRef("pk"), state=states.Offer.PENDING).order_by()
    counted = waiting.values("freelancer").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def offers_between(member: Member) -> QuerySet[Offer]:
    """The offers a member made or got, newest first; what waits for an answer before the rest."""
    offers = Offer.objects.filter(Q(client=member) | Q(freelancer=member)).select_related("job", "client", "freelancer")
    waits = Case(When(state=states.Offer.PENDING, then=0), default=1)
    return offers.order_by(waits, "-created_at", "-id")

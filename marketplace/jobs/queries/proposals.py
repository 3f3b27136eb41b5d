"""Who may see which proposal."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from accounts.models import User
from kernel.moves import Role
from marketplace.jobs import states
from marketplace.jobs.models import Job, Proposal, ProposalFile
from marketplace.members import queries as members
from marketplace.members.models import Member

Person = User | AnonymousUser
P = states.Proposal


def _whole(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return proposals.select_related("job__client", "freelancer__freelancer").prefetch_related("milestones", "files")


def proposals_visible_to(user: Person) -> QuerySet[Proposal]:
    """Her own as a freelancer; as a client those sent for her jobs (a draft stays its author's, one taken back stays
    readable); staff see what was sent."""
    if not user.is_authenticated:
        return Proposal.objects.none()
    sent = ~Q(state=P.DRAFT)
    seen = Q(freelancer__user=user) | (Q(job__client__user=user) & sent)
    if members.staff_roles(user) & {Role.OWNER, Role.MODERATOR}:
        seen |= sent
    return _whole(Proposal.objects.filter(seen))


def proposals_of(member: Member) -> QuerySet[Proposal]:
    """A freelancer's own proposals, newest first."""
    return _whole(Proposal.objects.filter(freelancer=member)).order_by("-created_at", "-id")


def own_proposal(job: Job, member: Member) -> Proposal | None:
    """The proposal or draft with which a freelancer answers a job, unless she took it back."""
    return _whole(Proposal.objects.filter(job=job, freelancer=member)).exclude(state=P.WITHDRAWN).first()


TABS = {
    "all": (*P.LIVE, P.HIRED),
    "shortlisted": (P.SHORTLISTED,),
    "talking": (P.INTERVIEWING, P.OFFERED, P.HIRED),
    "archived": (P.ARCHIVED,),
    "declined": (P.DECLINED,),
}


def inbox(job: Job, tab: str = "all", *, order: str = "") -> QuerySet[Proposal]:
    """The proposals of a job as its client reads them; order: newest, amount or -amount."""
    rows = _whole(Proposal.objects.filter(job=job, state__in=TABS.get(tab, TABS["all"])))
    rows = rows.prefetch_related("freelancer__freelancer__skills")
    by = {"amount": "amount_minor", "-amount": "-amount_minor"}.get(order, "-submitted_at")
    return rows.order_by(by, "-id")


def tabs(job: Job) -> dict[str, int]:
    """How many proposals each tab of the inbox holds. One query."""
    counted = {name: Count("id", filter=Q(state__in=held)) for name, held in TABS.items()}
    return Proposal.objects.filter(job=job).aggregate(**counted)


def proposal_files_visible_to(user: Person) -> QuerySet[ProposalFile]:
    return ProposalFile.objects.filter(proposal__in=proposals_visible_to(user).values("id"))

"""Pages on which somebody does something with a thing, each of a thing that is in the state for it.

A page's role is here the e-mail address of whoever may do it.
"""

from collections.abc import Callable, Iterator

from django.urls import reverse

from billing.payments.models import Collection
from marketplace.contracts.models import Contract, Milestone
from marketplace.jobs.models import Job, Offer, Proposal
from marketplace.members.models import Member, PortfolioItem
from marketplace.reviews import states as reviews
from marketplace.reviews.models import Review, Round

Row = tuple[str, str, str]  # name, e-mail address, path

# page → the milestone's state, and who of the two may do it
MILESTONES = {
    "agreement": ("proposed", "freelancer"),
    "removal": ("agreed", "client"),
    "funding": ("agreed", "client"),
    "delivery": ("funded", "freelancer"),
    "cancellation": ("funded", "client"),
    "refund": ("funded", "freelancer"),
    "changes": ("submitted", "client"),
    "release": ("submitted", "client"),
}
CONTRACTS = {"milestones": "freelancer", "end": "client", "pause": "client", "bonus": "client"}
OWNER = {
    "console-pages": "/manage/pages/",
    "console-texts": "/manage/texts/",
    "console-refunds": "/manage/refunds/",
    "console-collections": "/manage/collection/",
    "console-proposals": "/manage/proposal/",
    "console-contracts": "/manage/contract/",
    "console-booked": "/manage/transfer/",
    "console-categories": "/manage/category/",
    "console-skills": "/manage/skill/",
    "console-images": "/manage/images/",
    "console-people": "/manage/users/",
}


def of_place(owner: str) -> list[Row]:
    """Every such page of the marketplace that is being looked at; where nothing is in the state for it, none."""
    parts: tuple[Callable[[], Iterator[Row]], ...] = (_milestones, _contracts, _reviews, _jobs, _payments)
    console = [(name, owner, path) for name, path in OWNER.items()]
    return [row for part in parts for row in part()] + console + list(_moderation(owner))


def _milestones() -> Iterator[Row]:
    for name, (state, who) in MILESTONES.items():
        rows = Milestone.objects.filter(state=state, contract__state="active").order_by("pk")
        row = rows.select_related("contract__client__user", "contract__freelancer__user").last()
        if row:
            path = reverse(f"contracts:{name}", args=[row.contract.uuid, row.uuid])
            yield f"deed-{name}", getattr(row.contract, who).user.email, path


def _contracts() -> Iterator[Row]:
    row = Contract.objects.filter(state="active").order_by("pk").last()
    if row:
        for name, who in CONTRACTS.items():
            yield f"deed-{name}", getattr(row, who).user.email, reverse(f"contracts:{name}", args=[row.uuid])


def _reviews() -> Iterator[Row]:
    waiting = Round.objects.filter(state=reviews.OPEN).order_by("pk").last()
    if waiting:
        path = reverse("reviews:review", args=[waiting.contract.uuid])
        yield "deed-review", waiting.contract.client.user.email, path
    shown = Review.objects.filter(round__state=reviews.SHOWN, about__is_freelancer=True).order_by("pk").last()
    if shown:
        yield "deed-reply", shown.about.user.email, reverse("reviews:reply", args=[shown.uuid])


def _jobs() -> Iterator[Row]:
    refused = Proposal.objects.filter(state="submitted", job__state="open").order_by("pk").last()
    if refused:
        yield "deed-decline", refused.job.client.user.email, reverse("jobs:decline", args=[refused.uuid])
    asked = Offer.objects.filter(state="pending").order_by("pk").last()
    if asked:
        yield "deed-offer", asked.proposal.freelancer.user.email, reverse("jobs:offer", args=[asked.uuid])
    piece = PortfolioItem.objects.order_by("pk").first()
    if piece:
        yield "piece", "", piece.get_absolute_url()


def _payments() -> Iterator[Row]:
    """A payment page that somebody has left open."""
    row = Collection.objects.filter(state="open").order_by("pk").last()
    if row:
        yield "checkout", Member.objects.get(pk=row.payer_id).user.email, row.checkout_url


def _moderation(owner: str) -> Iterator[Row]:
    job = Job.objects.filter(state="open").order_by("pk").last()
    if job:
        yield "console-removal", owner, reverse("console_removal", args=[job.pk])
    member = Member.objects.filter(is_freelancer=True).order_by("pk").last()
    if member:
        yield "console-standing", owner, reverse("console_standing", args=[member.pk])

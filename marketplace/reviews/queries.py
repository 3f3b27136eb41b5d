"""What is said about whom, as far as it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Q, QuerySet, Sum

from accounts.models import User
from marketplace.contracts import states as contract_states
from marketplace.contracts.models import Contract
from marketplace.escrow import queries as escrow
from marketplace.members.models import Member
from marketplace.reviews import states, windows
from marketplace.reviews.models import CRITERIA, Review, Round
from marketplace.windows import queries as limits

_STARS = sum((F(name) for name in list(CRITERIA)[1:]), start=F(next(iter(CRITERIA))))


def shown() -> QuerySet[Review]:
    """Reviews that everybody may read."""
    rows = Review.objects.filter(round__state=states.SHOWN)
    return rows.select_related("author", "about", "round__contract")


def visible_to(user: User | AnonymousUser) -> QuerySet[Review]:
    """What is shown, and one's own before it is."""
    mine = Q(author__user=user) if user.is_authenticated else Q(pk=None)
    rows = Review.objects.filter(Q(round__state=states.SHOWN) | mine)
    return rows.select_related("author", "about", "round__contract")


def about(member: Member) -> QuerySet[Review]:
    return shown().filter(about=member).order_by("-round__shown_at", "-pk")


def figures(member_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """For a list of members: `rating`, the mean number of stars to one decimal, and `reviews`, how many. One query."""
    rows = shown().filter(about__in=list(member_ids)).order_by().values("about")
    found = rows.annotate(number=Count("pk"), stars=Sum(_STARS))
    return {
        row["about"]: {
            "rating": _mean(row["stars"], row["number"] * len(CRITERIA)),
            "reviews": row["number"],
        }
        for row in found
    }


def _mean(stars: int, scores: int) -> Decimal:
    """Stars per score to one decimal, half up."""
    return Decimal((20 * stars + scores) // (2 * scores)).scaleb(-1)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a contract's reviews stand for one of its two."""

    round: Round | None
    mine: Review | None
    theirs: Review | None
    may_write: bool
    may_reply: bool
    other_has_written: bool


def standing(contract: Contract, member: Member, at: datetime) -> Standing:
    """What this side may do and read. Three queries."""
    round_ = Round.objects.filter(contract=contract).first()
    reviews = list(Review.objects.filter(round=round_).select_related("author")) if round_ else []
    mine = next((review for review in reviews if review.author_id == member.pk), None)
    is_shown = round_ is not None and round_.state == states.SHOWN
    theirs = next((review for review in reviews if review.about_id == member.pk), None) if is_shown else None
    until = round_.reply_until if round_ else None
    may_reply = bool(theirs and theirs.replied_at is None and until and at < until)
    other_has_written = any(review.author_id != member.pk for review in reviews)
    return Standing(
        round_, mine, theirs, mine is None and _may_write(contract, round_, at), may_reply, other_has_written
    )


def _may_write(contract: Contract, round_: Round | None, at: datetime) -> bool:
    if contract.state != contract_states.ENDED or contract.ended_at is None:
        return False
    if round_ is not None and round_.state != states.OPEN:
        return False
    until = round_.closes_at if round_ else windows.closes_at(contract.ended_at, limits.current().of("review"))
    return at < until and bool(escrow.net_of(contract.pk))

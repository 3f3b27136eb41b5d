from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.actors import Actor
from marketplace import posted
from marketplace.contracts import pages
from marketplace.contracts import queries as contracts
from marketplace.members.access import MemberRequest, SignedInRequest, signed_in
from marketplace.reviews import actions, forms, queries


@signed_in
def review(request: MemberRequest, contract: UUID) -> HttpResponse:
    row = get_object_or_404(contracts.visible_to(request.user), uuid=contract)
    form = forms.ReviewForm(posted.data(request))

    def do(_cleaned: dict[str, Any]) -> None:
        actions.review(contract=row, opinion=form.opinion(), actor=Actor.of(request.user), at=clock.now())

    standing = queries.standing(row, request.member, clock.now())
    context = {"standing": standing, "role": contracts.role_of(row, request.user)}
    done = _("Thank you. Your review is shown when the other side has written too, or when the time is over.")
    if standing.other_has_written:
        done = _("Thank you. You have both written, so both reviews can be read now.")
    return pages.show(request, "reviews/review.html", form, do, contract=row, done=done, context=context)


@login_required
def reply(request: SignedInRequest, review: UUID) -> HttpResponse:
    rows = queries.shown().filter(about__user=request.user)
    row = get_object_or_404(rows, uuid=review)
    form = forms.ReplyForm(posted.data(request))

    def do(cleaned: dict[str, Any]) -> None:
        actions.reply(review=row, text=cleaned["text"], actor=Actor.of(request.user), at=clock.now())

    contract = row.round.contract
    return pages.show(request, "reviews/reply.html", form, do, contract=contract, context={"review": row})

"""Money goes back to the client: she asks, the freelancer answers; a week of silence is a yes."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kernel.actors import Actor
from marketplace.contracts import ending, parties, states, steps
from marketplace.contracts.errors import UnableToCancel
from marketplace.contracts.models import CancelRequest, Milestone
from marketplace.escrow import actions as escrow


@transaction.atomic
def request_cancel(*, milestone: Milestone, reason: str, actor: Actor, at: datetime) -> Milestone:
    """Ask for the project funds of a milestone back; without an answer in 7 days they come back by themselves."""
    held = steps.hold(milestone.contract_id)
    now = steps.fresh(milestone, held)
    role = parties.role_of(held, actor)
    steps.refuse_if_over(held, "request_cancel")
    if not reason.strip():
        raise UnableToCancel(_("Please give a reason."))
    steps.move(states.MILESTONE, now, "request_cancel", role=role, actor=actor, at=at)
    CancelRequest.objects.create(milestone=now, reason=reason, requested_at=at)
    return now


@transaction.atomic
def refuse_cancel(*, milestone: Milestone, answer: str, actor: Actor, at: datetime) -> Milestone:
    """Keep working: the money stays where it is."""
    held = steps.hold(milestone.contract_id)
    now = steps.fresh(milestone, held)
    role = parties.role_of(held, actor)
    steps.refuse_if_over(held, "refuse_cancel")
    if not answer.strip():
        raise UnableToCancel(_("Please say why you want to go on."))
    steps.move(states.MILESTONE, now, "refuse_cancel", role=role, actor=actor, at=at)
    now.cancel_requests.filter(answered_at=None).update(answer=answer, answered_at=at)
    return now


@transaction.atomic
def refund(*, milestone: Milestone, actor: Actor, at: datetime) -> Milestone:
    """Give the client everything back that she paid for a milestone, her fee included: the freelancer's word, asked
    or not, or the clock's after 7 days of silence."""
    held = steps.hold(milestone.contract_id)
    now = steps.fresh(milestone, held)
    role = parties.role_of(held, actor)
    steps.refuse_if_over(held, "refund")
    data = {"amount_minor": now.amount_minor, "currency": now.currency}
    steps.move(states.MILESTONE, now, "refund", role=role, actor=actor, at=at, data=data, fields={"closed_at": at})
    now.cancel_requests.filter(answered_at=None).update(answered_at=at)
    escrow.give_back(
        deal=steps.deal_of(held),
        milestone_id=now.pk,
        collection=str(now.collection),
        amount=now.amount,
        on_top=now.client_fee + now.client_tax,
        actor=actor,
        at=at,
    )
    ending.settle(held, at=at)
    return now

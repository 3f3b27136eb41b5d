"""What the larger pages show, gathered in one place; a fixed number of queries each."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from kernel.actors import Actor
from kernel.moves import Role
from marketplace import slots
from marketplace.jobs import fees, parties, previews, queries, states
from marketplace.jobs.models import Job, Offer, Proposal
from marketplace.members.access import member_of


def of_job(job: Job, request: HttpRequest) -> dict[str, Any]:
    """A job as a visitor, a freelancer or its client sees it."""
    member, is_client = member_of(request), queries.sees_proposals(job, request.user)
    return {
        "job": job,
        "history": queries.history_of(job.client),
        "figures": slots.figures("member", [job.client_id])[job.client_id],
        "similar": queries.similar(job, request.user),
        "mine": queries.own_proposal(job, member) if member else None,
        "is_client": is_client,
        "verbs": states.JOB.verbs(Role.CLIENT, job.state) if is_client else (),
        "asides": slots.pieces("job.aside", request, job=job),
    }


def of_proposal(proposal: Proposal, request: HttpRequest, at: datetime) -> dict[str, Any]:
    """A proposal as its client or its freelancer sees it; the fee is the freelancer's own affair."""
    role = parties.on_proposal(proposal, Actor.of(request.user))
    figures = slots.figures("member", [proposal.freelancer_id, proposal.job.client_id])
    return {
        "proposal": proposal,
        "job": proposal.job,
        "role": role,
        "verbs": states.PROPOSAL.verbs(role, proposal.state),
        "offer": proposal.offers.order_by("-id").first(),
        "preview": previews.of_proposal(proposal, at=at) if role is Role.FREELANCER else None,
        "figures": figures[proposal.freelancer_id],
        "pieces": slots.pieces("proposal.actions", request, proposal=proposal),
    }


def of_offer(offer: Offer, request: HttpRequest, at: datetime) -> dict[str, Any]:
    """An offer as its client or its freelancer sees it, with what either pays or receives."""
    role = parties.on_offer(offer, Actor.of(request.user))
    return {
        "offer": offer,
        "role": role,
        "verbs": states.OFFER.verbs(role, offer.state),
        "preview": fees.of_offer(offer, at),
        "next_steps": slots.pieces("offer.next", request, offer=offer, role=role),
    }

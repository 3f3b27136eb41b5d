"""In which role somebody meets a job, a proposal or an offer."""

from kernel.actors import Actor
from kernel.moves import Role
from marketplace.jobs.models import Job, Offer, Proposal
from marketplace.members import queries as members

STAFF = (Role.OWNER, Role.MODERATOR)


def on_job(job: Job, actor: Actor) -> Role:
    """The client of the job is its CLIENT; staff come as staff; the clock as the clock; others as FREELANCER when
    they work here, else as MEMBER."""
    if actor.user_id is not None and actor.user_id == job.client.user_id:
        return Role.CLIENT
    return _staff_or(actor, Role.FREELANCER if _works(actor) else Role.MEMBER)


def on_proposal(proposal: Proposal, actor: Actor) -> Role:
    """CLIENT of its job, its own FREELANCER, staff, the clock; anybody else is a MEMBER, who may do nothing."""
    return _between(actor, proposal.job.client.user_id, proposal.freelancer.user_id)


def on_offer(offer: Offer, actor: Actor) -> Role:
    """CLIENT who made it, FREELANCER who got it, staff, the clock; anybody else is a MEMBER, who may do nothing."""
    return _between(actor, offer.client.user_id, offer.freelancer.user_id)


def _between(actor: Actor, client_id: int, freelancer_id: int) -> Role:
    if actor.user_id is not None and actor.user_id == client_id:
        return Role.CLIENT
    if actor.user_id is not None and actor.user_id == freelancer_id:
        return Role.FREELANCER
    return _staff_or(actor, Role.MEMBER)


def _staff_or(actor: Actor, otherwise: Role) -> Role:
    if actor.kind == "clock":
        return Role.CLOCK
    roles = members.staff_roles(members.user_of(actor))
    return next((role for role in STAFF if role in roles), otherwise)


def _works(actor: Actor) -> bool:
    user = members.user_of(actor)
    return user is not None and hasattr(user, "member") and user.member.is_freelancer

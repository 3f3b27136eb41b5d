"""Reviews on pages of lower floors: a member's profile, the workroom of an ended contract."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from kernel import clock
from kernel.moves import Role
from marketplace.contracts import states as contract_states
from marketplace.contracts.models import Contract
from marketplace.members.models import Member
from marketplace.reviews import queries

ON_PROFILE = 20


def on_profile(request: HttpRequest, *, member: Member) -> SafeString | None:
    reviews = list(queries.about(member)[:ON_PROFILE])
    figures = queries.figures([member.pk]).get(member.pk)
    context = {"member": member, "reviews": reviews, "figures": figures}
    return render_to_string("reviews/on_profile.html", context, request=request)


def in_workroom(request: HttpRequest, *, contract: Contract, role: Role) -> SafeString | None:
    if contract.state != contract_states.ENDED:
        return None
    me = contract.client if role == Role.CLIENT else contract.freelancer
    standing = queries.standing(contract, me, clock.now())
    context = {"contract": contract, "standing": standing}
    return render_to_string("reviews/in_workroom.html", context, request=request)

"""What the workroom adds to pages of lower floors: the way into a conversation."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from marketplace.jobs.models import Proposal
from marketplace.workroom import queries
from marketplace.workroom.models import Thread


def on_proposal(request: HttpRequest, *, proposal: Proposal) -> SafeString | None:
    """Talk about this proposal: for its client always, for the freelancer once the client has begun."""
    if not queries.proposals_to_talk_about(request.user).filter(pk=proposal.pk).exists():
        return None
    context = {"proposal": proposal, "thread": Thread.objects.filter(proposal=proposal).first()}
    return render_to_string("workroom/on_proposal.html", context, request=request)

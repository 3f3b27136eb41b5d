"""A client's inbox of one job: read, compare, shortlist."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from kernel.moves import Role
from marketplace import slots
from marketplace.jobs import queries, states
from marketplace.jobs.models import Proposal
from marketplace.members.access import MemberRequest, signed_in

PER_PAGE = 20
MOST_COMPARED = 4


@signed_in
def inbox(request: MemberRequest, uuid: str) -> HttpResponse:
    job = get_object_or_404(queries.mine(request.user), uuid=uuid)
    tab = request.GET.get("tab", "all")
    tab = tab if tab in queries.TABS else "all"
    order = request.GET.get("sort", "")
    page = Paginator(queries.inbox(job, tab, order=order), PER_PAGE).get_page(request.GET.get("page"))
    figures = slots.figures("member", [proposal.freelancer_id for proposal in page])
    rows = [(proposal, figures[proposal.freelancer_id], _verbs(proposal)) for proposal in page]
    shown = {"job": job, "rows": rows, "page": page, "tab": tab, "order": order, "tabs": queries.tabs(job)}
    return render(request, "jobs/inbox.html", shown)


@signed_in
def comparison(request: MemberRequest, uuid: str) -> HttpResponse:
    job = get_object_or_404(queries.mine(request.user), uuid=uuid)
    chosen = request.GET.getlist("p")[:MOST_COMPARED]
    proposals = [row for row in queries.inbox(job) if str(row.uuid) in chosen]
    figures = slots.figures("member", [proposal.freelancer_id for proposal in proposals])
    columns = [(proposal, figures[proposal.freelancer_id]) for proposal in proposals]
    return render(request, "jobs/comparison.html", {"job": job, "columns": columns})


def _verbs(proposal: Proposal) -> tuple[str, ...]:
    return states.PROPOSAL.verbs(Role.CLIENT, proposal.state)

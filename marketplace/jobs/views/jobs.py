"""Finding work, and one job's page."""

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from marketplace import slots
from marketplace.files import sending
from marketplace.jobs import queries, sheets, wishes
from marketplace.members.access import MemberRequest, signed_in
from marketplace.members.counting import BoundedPaginator

PER_PAGE = 15


def job_list(request: HttpRequest) -> HttpResponse:
    asked = wishes.of_jobs(request.GET)
    page = BoundedPaginator(queries.find(asked.wish, request.user), PER_PAGE).get_page(request.GET.get("page"))
    facets = wishes.facets(asked, request.user)
    figures = slots.figures("member", [job.client_id for job in page])
    cards = [(job, figures[job.client_id]) for job in page]
    return render(request, "jobs/list.html", {"page": page, "cards": cards, "asked": asked, "facets": facets})


def job(request: HttpRequest, uuid: str) -> HttpResponse:
    shown = get_object_or_404(queries.visible_to(request.user), uuid=uuid)
    return render(request, "jobs/job.html", sheets.of_job(shown, request))


def job_file(request: HttpRequest, uuid: str, kept: str) -> FileResponse:
    return sending.send(get_object_or_404(queries.job_files_visible_to(request.user), job__uuid=uuid, uuid=kept))


@signed_in
def mine(request: MemberRequest) -> HttpResponse:
    page = Paginator(queries.mine(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "jobs/mine.html", {"page": page})

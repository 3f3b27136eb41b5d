"""The workroom, conversations before hiring, and what their pages fetch while they are open."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from kernel import clock
from kernel.actors import Actor
from kernel.errors import Refused
from marketplace.files import sending
from marketplace.members.access import SignedInRequest
from marketplace.workroom import actions, forms, pages, queries, room


@login_required
@require_GET
def show(request: SignedInRequest, contract: UUID) -> HttpResponse:
    """The workroom: next step, milestones, conversation, files, timeline."""
    row = get_object_or_404(queries.contract_for(request.user, contract))
    thread = actions.open_for_contract(contract=row, actor=Actor.of(request.user), at=clock.now())
    return pages.talk(request, thread, forms.MessageForm())


@login_required
@require_GET
def panels(request: SignedInRequest, contract: UUID) -> HttpResponse:
    """The parts of the workroom that a move changes, fetched when the page hears of one."""
    row = get_object_or_404(queries.contract_for(request.user, contract))
    return render(request, "workroom/panels.html", room.of(request, row))


@login_required
@require_GET
def inbox(request: SignedInRequest) -> HttpResponse:
    page = Paginator(queries.visible_to(request.user), 25).get_page(request.GET.get("page"))
    return render(request, "workroom/inbox.html", {"page": page, "rows": queries.inbox(page, request.user)})


@login_required
@require_GET
def thread(request: SignedInRequest, thread: UUID) -> HttpResponse:
    """A conversation before hiring; once there is a contract, it is part of the workroom."""
    row = get_object_or_404(queries.visible_to(request.user), uuid=thread)
    if row.contract_id:
        return redirect(row)
    return pages.talk(request, row, forms.MessageForm())


@login_required
def messages(request: SignedInRequest, thread: UUID) -> HttpResponse:
    """GET `?since=` gives what is new as a piece of the page; POST sends."""
    row = get_object_or_404(queries.visible_to(request.user), uuid=thread)
    if request.method != "POST":
        return pages.news(request, row)
    form = forms.MessageForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.send(thread=row, **form.cleaned_data, actor=Actor.of(request.user), at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
    if pages.wants_piece(request):
        return pages.news(request, row) if not form.errors else pages.refusal(form)
    return pages.talk(request, row, form) if form.errors else redirect(f"{row.get_absolute_url()}#latest")


@login_required
@require_POST
def reading(request: SignedInRequest, thread: UUID) -> HttpResponse:
    row = get_object_or_404(queries.visible_to(request.user), uuid=thread)
    form = forms.ReadForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    last = actions.read(thread=row, up_to=form.cleaned_data["up_to"], actor=Actor.of(request.user), at=clock.now())
    return JsonResponse({"read": last})


@login_required
@require_POST
def talk(request: SignedInRequest, proposal: UUID) -> HttpResponse:
    """Open the conversation about a proposal."""
    row = get_object_or_404(queries.proposals_to_talk_about(request.user), uuid=proposal)
    try:
        opened = actions.open_for_proposal(proposal=row, actor=Actor.of(request.user), at=clock.now())
    except Refused as refused:
        return render(request, "workroom/not_opened.html", {"why": str(refused)}, status=409)
    return redirect(opened)


@login_required
@require_GET
def attachment(request: SignedInRequest, file: UUID) -> FileResponse:
    return sending.send(get_object_or_404(queries.files_visible_to(request.user), uuid=file))

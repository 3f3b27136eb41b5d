"""How a conversation becomes a page, or the piece of one that is new."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from kernel import clock
from kernel.actors import Actor
from marketplace.workroom import actions, forms, live, queries, room
from marketplace.workroom.models import Thread

PIECE = "application/json"


def wants_piece(request: HttpRequest) -> bool:
    """The page's own script asks for JSON; a browser without it never does."""
    return request.headers.get("accept", "").startswith(PIECE)


def talk(request: HttpRequest, thread: Thread, form: forms.MessageForm) -> HttpResponse:
    """The whole page: in a contract the workroom, before it the conversation alone. Opening it is reading it."""
    context = _conversation(request, thread) | {"message_form": form}
    if thread.contract is not None:
        context |= room.of(request, thread.contract)
    actions.read(thread=thread, up_to=context["last"], actor=Actor.of(request.user), at=clock.now())
    template = "workroom/room.html" if thread.contract_id else "workroom/thread.html"
    return render(request, template, context, status=422 if form.errors else 200)


def news(request: HttpRequest, thread: Thread) -> HttpResponse:
    """Messages after `?since=` as HTML, how far the other side has read, and the ticket with which to go on listening.
    Without a script it is a plain page."""
    me = queries.member_in(thread, request.user.pk)
    assert me is not None
    since = _number(request.GET.get("since") or request.POST.get("since"))
    messages = queries.messages_of(thread, since=since)
    seen = queries.read_up_to(thread, queries.other_in(thread, me))
    context = {"talk": room.bubbles(messages, me, seen)}
    html = render_to_string("workroom/bubbles.html", context, request=request)
    last = messages[-1].pk if messages else since
    ticket = live.ticket(thread.uuid, host=request.get_host())
    return JsonResponse({"html": html, "last": last, "seen": seen, "ticket": ticket})


def refusal(form: forms.MessageForm) -> HttpResponse:
    """Every sentence of a form that was refused, for the place beside the field."""
    said = [str(line) for lines in form.errors.values() for line in lines]
    return JsonResponse({"errors": said}, status=422)


def _conversation(request: HttpRequest, thread: Thread) -> dict[str, Any]:
    me = queries.member_in(thread, request.user.pk)
    assert me is not None
    return room.conversation(request, thread, me, before=_number(request.GET.get("before")) or None)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0

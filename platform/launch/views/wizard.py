"""The steps of the wizard: show, keep what is typed, accept, go on."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kernel import clock
from kernel.errors import Refused
from launch import actions, faces, forms, holding, links, queries, states, throttle
from launch.models import SignupDraft
from marketplace import presets


@never_cache
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Go on where this browser was, or begin. The front page may say a trade: `?niche=` or `?trade=`."""
    draft = holding.held_or_new(request, at=clock.now())
    said = {key: request.GET[key] for key in ("niche", "trade") if request.GET.get(key)}
    if "trade" in said:
        said.setdefault("niche", presets.FREE)
    if said and draft.state == states.OPEN and states.IDEA not in draft.done:
        typed = {"language": draft.language, **said}
        actions.keep_typed(draft=draft, step=states.IDEA, typed=typed, actor=actions.VISITOR, at=clock.now())
    return redirect(f"launch:{faces.first_open(draft)}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, name: str) -> HttpResponse:
    draft = holding.held_or_new(request, at=clock.now())
    if draft.state != states.OPEN:
        return redirect("launch:building")
    if request.method != "POST":
        return _page(request, draft, name, faces.form_of(draft, name))
    if ("back" in request.POST or "later" in request.POST) and "logo" not in request.FILES:
        return _left(request, draft, name)
    form = faces.form_of(draft, name, faces.with_offer(request.POST), request.FILES)
    if not form.is_valid() or ("offer" in request.POST and name == states.NAME):
        return _page(request, draft, name, form, status=422 if form.errors else 200)
    return _accepted(request, draft, name, form.cleaned_data)


def _left(request: HttpRequest, draft: SignupDraft, name: str) -> HttpResponse:
    """A step that is left loses nothing, whether what stands in the fields can be accepted or not. Only a file is
    kept by being accepted: so a step with one is checked like any other."""
    typed = faces.fields_of(name, request.POST)
    actions.keep_typed(draft=draft, step=name, typed=typed, actor=actions.VISITOR, at=clock.now())
    return _onwards(request, name)


def _onwards(request: HttpRequest, name: str) -> HttpResponse:
    """Where the pressed button leads."""
    if "later" in request.POST:
        return redirect(f"{reverse('launch:later')}?at={name}")
    if "back" in request.POST:
        return redirect(f"launch:{faces.before(name) or name}")
    stay = "offer" in request.POST or "stay" in request.POST
    return redirect(f"launch:{name if stay else faces.after(name)}")


def _accepted(request: HttpRequest, draft: SignupDraft, name: str, answers: dict[str, Any]) -> HttpResponse:
    at = clock.now()
    try:
        actions.accept(draft=draft, step=name, answers=answers, actor=actions.VISITOR, at=at)
        if name != states.ACCOUNT:
            return _onwards(request, name)
        actions.build(draft=draft, actor=actions.VISITOR, at=at)
    except Refused as refused:
        if not queries.is_being_built_with(draft, answers):
            messages.error(request, str(refused))
            return redirect("launch:start")
    holding.note_built(request, draft)
    return redirect("launch:building")


@never_cache
@require_POST
def typed(request: HttpRequest, name: str) -> HttpResponse:
    """Keep what stands in the fields and answer with the notes beside them: availability, contrast, the example."""
    draft = holding.held(request)
    if draft is None or draft.state != states.OPEN:
        raise Http404
    fields = faces.fields_of(name, request.POST)
    actions.keep_typed(draft=draft, step=name, typed=fields, actor=actions.VISITOR, at=clock.now())
    form = faces.form_of(draft, name, request.POST)
    return render(request, f"launch/notes/{name}.html", faces.notes(draft, name, form))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def later(request: HttpRequest) -> HttpResponse:
    """Mail the link to this sign-up. `?at=` says which step was left, for the way back."""
    draft, form = holding.held(request), forms.LinkForm(request.POST or None)
    if draft is None:
        raise Http404
    if draft.state != states.OPEN:
        return redirect("launch:building")
    if not form.is_valid():
        return render(request, "launch/later.html", faces.later(draft, form, request.GET.get("at", "")),
                      status=422 if form.is_bound else 200)  # fmt: skip
    _mail(request, draft, form.cleaned_data["email"])
    return redirect("launch:start")


def _mail(request: HttpRequest, draft: SignupDraft, email: str) -> None:
    if not throttle.may_mail(request, email):
        messages.error(request, _("We have sent enough mails there for now. Please try again in an hour."))
        return
    actions.mail_link(draft=draft, email=email, actor=actions.VISITOR, at=clock.now())
    messages.success(request, _("We have sent the link to %(email)s. It works for 14 days.") % {"email": email})


@never_cache
@require_GET
def resume(request: HttpRequest, token: str) -> HttpResponse:
    """A mailed link: this browser goes on with that sign-up."""
    draft = queries.by_uuid(links.draft_of(token) or "")
    if draft is None:
        return render(request, "launch/link_over.html", status=410)
    holding.hold(request, draft)
    return redirect("launch:start")


@require_POST
def anew(request: HttpRequest) -> HttpResponse:
    """Leave this sign-up where it is and begin another one."""
    holding.let_go(request)
    return redirect("launch:start")


def _page(request: HttpRequest, draft: SignupDraft, name: str, form: Any, status: int = 200) -> HttpResponse:
    told = faces.notes(draft, name, form)
    told |= {
        "steps": faces.steps(draft, name),
        "back": faces.before(name),
    }
    return render(request, f"launch/steps/{name}.html", told, status=status)

"""One frame for every page that does one thing: ask, check the shape, do it once, say what happened, go back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from kernel.actors import Actor
from kernel.errors import Refused
from kernel.moves import Life
from marketplace.contracts import parties, steps
from marketplace.contracts.models import Contract, Milestone

# What `do` gets is what the form has cleaned; it returns where to go, or nothing for the contract's own page.
Doing = Callable[[dict[str, Any]], str | None]
UNPROCESSABLE, CONFLICT = 422, 409


def show(
    request: HttpRequest,
    template: str,
    form: forms.Form,
    do: Doing,
    *,
    contract: Contract,
    done: str | Promise = "",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """A refusal stands above the form, with everything that was typed still in it."""
    facts = {"form": form, "contract": contract} | (context or {})
    if request.method != "POST":
        return render(request, template, facts)
    if not form.is_valid():
        return render(request, template, facts, status=UNPROCESSABLE)
    try:
        where = do(form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return render(request, template, facts, status=CONFLICT)
    if done:
        messages.success(request, str(done))
    return redirect(where or contract.get_absolute_url())


def why_not(request: HttpRequest, life: Life, subject: Contract | Milestone, verb: str) -> str:
    """The sentence that stands in place of the form when the person cannot do this now; empty when she can."""
    contract = subject if isinstance(subject, Contract) else subject.contract
    try:
        steps.refuse_if_over(contract, verb)
        steps.allowed(life, subject, verb, parties.role_of(contract, Actor.of(request.user)))
    except Refused as refused:
        return str(refused)
    return ""

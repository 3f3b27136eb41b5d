"""Pages of a whole contract, and the list of them. The contract's own page is the workroom."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render

from kernel import clock
from kernel.actors import Actor
from marketplace import posted
from marketplace.contracts import actions, forms, listing, pages, queries, states
from marketplace.escrow import queries as escrow_queries
from marketplace.escrow import receipting
from marketplace.files import sending
from marketplace.members.access import SignedInRequest


@login_required
def contracts(request: SignedInRequest) -> HttpResponse:
    shown = listing.tab(request.GET.get("show", ""))
    rows = listing.rows(request.user, shown)
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    cards = listing.cards(page.object_list, request.user)
    tabs = listing.tabs(request.user, shown)
    return render(request, "contracts/contracts.html", {"page": page, "cards": cards, "tabs": tabs})


@login_required
def end(request: SignedInRequest, contract: UUID) -> HttpResponse:
    row = get_object_or_404(queries.visible_to(request.user), uuid=contract)

    def do(_cleaned: dict[str, Any]) -> None:
        actions.end(contract=row, actor=Actor.of(request.user), at=clock.now())

    milestones = queries.milestones_of(row)
    context = {
        "why_not": pages.why_not(request, states.CONTRACT, row, "end"),
        "held": [m for m in milestones if m.holds_funds],
        "lapsing": [m for m in milestones if m.state in states.NOT_YET_FUNDED],
    }
    return pages.show(
        request, "contracts/end.html", forms.Nothing(posted.data(request)), do, contract=row, context=context
    )


@login_required
def pause(request: SignedInRequest, contract: UUID) -> HttpResponse:
    """One page for both: it offers what the contract's state allows; a button pressed twice says the same twice."""
    row = get_object_or_404(queries.visible_to(request.user), uuid=contract)
    verb = request.POST.get("verb") or ("resume" if row.state == states.PAUSED else "pause")

    def do(_cleaned: dict[str, Any]) -> None:
        act = actions.resume if verb == "resume" else actions.pause
        act(contract=row, actor=Actor.of(request.user), at=clock.now())

    context = {"verb": verb, "why_not": pages.why_not(request, states.CONTRACT, row, verb)}
    form = forms.Nothing(posted.data(request))
    return pages.show(request, "contracts/pause.html", form, do, contract=row, context=context)


@login_required
def bonus(request: SignedInRequest, contract: UUID) -> HttpResponse:
    row = get_object_or_404(queries.visible_to(request.user).filter(client__user=request.user), uuid=contract)

    def do(cleaned: dict[str, Any]) -> str:
        _bonus, collection = actions.give_bonus(
            contract=row,
            **cleaned,
            return_url=row.get_absolute_url(),
            named=form.named(row),
            actor=Actor.of(request.user),
            at=clock.now(),
        )
        return collection.checkout_url

    form = forms.BonusForm(posted.data(request), contract=row)
    return pages.show(request, "contracts/bonus.html", form, do, contract=row)


@login_required
def receipts(request: SignedInRequest, contract: UUID) -> HttpResponse:
    row = get_object_or_404(queries.visible_to(request.user), uuid=contract)
    role = queries.role_of(row, request.user)
    shown = [receipting.of(paid, role) for paid in escrow_queries.releases_of(row.pk)]
    return render(request, "contracts/receipts.html", {"contract": row, "role": role, "receipts": shown})


@login_required
def contract_file(request: SignedInRequest, contract: UUID, file: UUID) -> FileResponse:
    rows = queries.files_visible_to(request.user)
    kept = get_object_or_404(rows, uuid=file, submission__milestone__contract__uuid=contract)
    return sending.send(kept)

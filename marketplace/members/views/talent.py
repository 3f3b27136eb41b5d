"""Finding people, and one person's page."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from marketplace import slots
from marketplace.files import sending
from marketplace.members import queries, wishes
from marketplace.members.counting import BoundedPaginator

PER_PAGE = 12


def talent(request: HttpRequest) -> HttpResponse:
    asked = wishes.of_talent(request.GET)
    page = BoundedPaginator(queries.talent(asked.wish), PER_PAGE).get_page(request.GET.get("page"))
    figures = slots.figures("member", [profile.member_id for profile in page])
    cards = [(profile, figures[profile.member_id]) for profile in page]
    facets = wishes.talent_facets(asked)
    return render(request, "members/talent.html", {"page": page, "cards": cards, "asked": asked, "facets": facets})


def profile(request: HttpRequest, handle: str) -> HttpResponse:
    shown = get_object_or_404(queries.visible_to(request.user), handle__iexact=handle)
    craft = getattr(shown, "freelancer", None)
    return render(
        request,
        "members/profile.html",
        {
            "shown": shown,
            "craft": craft if shown.is_freelancer else None,
            "skills": craft.skills.all() if craft else [],
            "portfolio": shown.portfolio.all()[:24],
            "figures": slots.figures("member", [shown.pk])[shown.pk],
            "reviews": slots.pieces("profile.reviews", request, member=shown),
            "asides": slots.pieces("profile.aside", request, member=shown),
        },
    )


def piece(request: HttpRequest, handle: str, uuid: str) -> FileResponse:
    kept = get_object_or_404(queries.pieces_visible_to(request.user), member__handle__iexact=handle, uuid=uuid)
    return sending.send(kept)

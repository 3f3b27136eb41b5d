"""Places on a page that a higher floor fills, so that a lower floor never imports it.

Two kinds: a *slot* gives a piece of a page (reviews on a profile), *figures* give facts about many rows at once
(rating and spend for a list of members; one call for the whole list). Both are filled from `apps.py`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

Piece = Callable[..., SafeString | str | None]
Figures = Callable[[list[int]], dict[int, dict[str, Any]]]

_pieces: dict[str, list[Piece]] = defaultdict(list)
_figures: dict[str, list[Figures]] = defaultdict(list)


def fill(place: str, piece: Piece) -> None:
    """Register `piece(request, **subject) -> rendered template | None` for `place`."""
    _pieces[place].append(piece)


def pieces(place: str, request: HttpRequest, **subject: Any) -> list[SafeString]:
    """The rendered pieces of a place; only strings rendered by templates are let through unescaped."""
    drawn = (piece(request, **subject) for piece in _pieces[place])
    return [piece for piece in drawn if isinstance(piece, SafeString) and piece]


def count(subject: str, figures: Figures) -> None:
    """Register `figures(ids) -> {id: {"rating": …}}` for a kind of subject: "member", "job"."""
    _figures[subject].append(figures)


def figures(subject: str, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Facts by id, merged from all who know something; each asked once for the whole list."""
    wanted = sorted(set(ids))
    known: dict[int, dict[str, Any]] = {pk: {} for pk in wanted}
    for source in _figures[subject] if wanted else ():
        for pk, facts in source(wanted).items():
            known[pk] |= facts
    return known

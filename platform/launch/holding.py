"""Which sign-up this browser holds: its id in the session, set by beginning one or by a signed link."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import get_language

from launch import actions, queries
from launch.models import SignupDraft

KEY, BUILT = "sign_up", "sign_up_built"


def held(request: HttpRequest) -> SignupDraft | None:
    return queries.held_by(request.session.get(KEY))


def hold(request: HttpRequest, draft: SignupDraft) -> None:
    request.session[KEY] = str(draft.uuid)


def let_go(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
    request.session.pop(BUILT, None)


def has_built(request: HttpRequest, draft: SignupDraft) -> bool:
    """Whether the owner named herself in this browser. Whoever else holds the sign-up, by its mailed link or because
    he began it, may look on; he is not let in as the owner."""
    return request.session.get(BUILT) == str(draft.uuid)


def note_built(request: HttpRequest, draft: SignupDraft) -> None:
    request.session[BUILT] = str(draft.uuid)


def held_or_new(request: HttpRequest, *, at: datetime) -> SignupDraft:
    """The sign-up of this browser; a new one when it holds none."""
    draft = held(request)
    if draft is None:
        spoken = (get_language() or "en").split("-")[0]
        draft = actions.begin(language=spoken, time_zone="UTC", actor=actions.VISITOR, at=at)
        hold(request, draft)
    return draft

"""Wagtail's own views believe that their forms are sent as their pages wrote them. What was typed by hand, or cut short
by a bad line, is answered with a sentence (400) at exactly the places that are known to stumble over it, and noted in
the log; everything else stays the fault it is.
"""

import traceback
from collections.abc import Callable

import structlog
from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch
from django.utils.datastructures import MultiValueDictKeyError

from guildhall import headers
from theming import errors

UNREADABLE: tuple[type[Exception], ...] = (ValueError, MultiValueDictKeyError)
# Where Wagtail reads what was sent: its file, the function, and what is raised there.
PLACES: dict[tuple[str, str], tuple[type[Exception], ...]] = {
    ("blocks/stream_block.py", "value_from_datadict"): UNREADABLE,
    ("admin/views/pages/copy.py", "copy"): (*UNREADABLE, ObjectDoesNotExist),
    ("admin/views/pages/create.py", "dispatch"): (DataError,),
    ("admin/views/pages/edit.py", "workflow_action_is_valid"): (AttributeError,),
    ("admin/views/chooser.py", "get"): UNREADABLE,
    ("admin/views/generic/chooser.py", "get_object"): UNREADABLE,
    ("documents/views/chooser.py", "get_objects"): UNREADABLE,
    ("images/views/chooser.py", "get_objects"): UNREADABLE,
    ("admin/widgets/chooser.py", "get_instance"): UNREADABLE,
    ("admin/forms/choosers.py", "is_absolute_path"): (AttributeError,),
    ("admin/modal_workflow.py", "render_modal_workflow"): (NoReverseMatch,),
    ("api/v2/views.py", "find_object"): UNREADABLE,
    ("api/v2/views.py", "listing_view"): (DataError,),
}
# Wagtail's own way to try out an error page, open to every member of staff.
TRIALS = ("wagtailadmin_error_test",)
_log = structlog.get_logger("guildhall.malformed")


class MalformedMiddleware:
    """Settings name it last: it hears of a console view's exception first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponseBase | None:
        if not headers.is_console(request):
            return None
        if request.resolver_match and request.resolver_match.url_name in TRIALS:
            raise Http404
        has_null = any("\x00" in value for values in request.GET.lists() for value in values[1])
        return errors.bad_request(request) if has_null or _leads_nowhere(request) else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if not headers.is_console(request) or not is_known(exception):
            return None
        _log.warning("The console was sent what Wagtail cannot read", path=request.path, exc_info=exception)
        return errors.bad_request(request)


def _leads_nowhere(request: HttpRequest) -> bool:
    """Whether it says where to go on and that is no address: Wagtail would look for a page of ours by that name."""
    target = request.POST.get("next") or request.GET.get("next") or "/"
    return "/" not in target and "?" not in target


def is_known(exception: Exception) -> bool:
    """Whether Wagtail's innermost step on the way to this was reading what was sent, at a known place."""
    steps = [step for step in traceback.extract_tb(exception.__traceback__) if "/wagtail/" in step.filename]
    if not steps:
        return False
    place = (steps[-1].filename.rpartition("/wagtail/")[2], steps[-1].name)
    return isinstance(exception, PLACES.get(place, ()))

"""Room for the calls of a page.

Python keeps the frames of its calls in pieces of 16 KiB. A call that crosses the edge of one asks the system for the
next and gives it back on return; a loop that happens to stand there does so in each round. A page, whose templates call
deep, spent a tenth of its processor's time on that. A call that needs a large frame is given a piece with as much room
again behind it, and whatever it calls stays in there.
"""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

_SLOTS = 33_000  # of eight bytes: just over half of the 512 KiB that Python then takes

T = TypeVar("T")


def with_room(call: Callable[[], T]) -> T:
    """What `call` returns; its calls share one piece of stack."""
    return call()


with_room.__code__ = with_room.__code__.replace(co_stacksize=_SLOTS)


class RoomMiddleware:
    """Around all others: the whole page is made with room."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return with_room(lambda: self.get_response(request))

"""Pages are made with room for their calls, and do not ask the system for it again and again."""

import resource

from django.conf import settings

from guildhall.stack import with_room


def _faults(deepest: int = 400, rounds: int = 400) -> int:
    """How often the system had to find memory while something small was called from every depth."""

    def small() -> None:
        return None

    def down(left: int) -> None:
        for _round in range(rounds):
            small()
        if left:
            down(left - 1)

    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    down(deepest)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_calls_with_room_ask_the_system_for_no_more():
    with_room(_faults)
    assert with_room(_faults) < 200


def test_what_is_called_is_returned():
    assert with_room(lambda: "a page") == "a page"


def test_a_whole_page_has_room():
    assert settings.MIDDLEWARE[0] == "guildhall.stack.RoomMiddleware"

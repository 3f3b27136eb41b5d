"""Where jobs hang in the header and the account menu."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from marketplace.jobs import queries
from marketplace.members import joining
from marketplace.members.access import member_of
from theming import navigation


def hires(request: HttpRequest) -> bool:
    """Visitors are shown the way to hire too."""
    member = member_of(request)
    return member is None or member.is_client or not member.is_settled


def is_client(request: HttpRequest) -> bool:
    member = member_of(request)
    return member is not None and member.is_client


def is_freelancer(request: HttpRequest) -> bool:
    member = member_of(request)
    return member is not None and member.is_freelancer


def offers_waiting(request: HttpRequest) -> int:
    """How many offers wait for the answer of whoever looks."""
    return getattr(member_of(request), "offers_waiting", 0)


def hang() -> None:
    joining.ask_beside("offers_waiting", queries.offers_waiting())
    navigation.register(
        "counters",
        "offers",
        label=_("Offers that wait for your answer"),
        url="jobs:offers",
        icon="handshake",
        order=5,
        count=offers_waiting,
        shown=lambda request: offers_waiting(request) > 0,
    )
    navigation.register("main", "jobs", label=_("Find work"), word="jobs", url="jobs:list", order=10)
    navigation.register("main", "my-jobs", label=_("My jobs"), url="jobs:mine", order=30, shown=is_client)
    navigation.register(
        "main", "my-proposals", label=_("My proposals"), url="jobs:proposals", order=40, shown=is_freelancer
    )
    navigation.register("account", "offers", label=_("Offers"), url="jobs:offers", icon="handshake", order=40)
    navigation.register("action", "post", label=_("Post a job"), url="jobs:new", icon="plus", shown=hires)

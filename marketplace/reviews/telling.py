"""Who hears of reviews, in which words."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.history.models import Entry
from kernel.moves import Role
from marketplace.notices import registry
from marketplace.notices.registry import Audience, Words
from marketplace.reviews import states
from marketplace.reviews.models import Round

C, F = Role.CLIENT, Role.FREELANCER

WORDS = {
    ("open", C): Words(
        _("How was the work with %(freelancer)s?"),
        label=_("A review can be written"),
        body=_("You have until %(day)s. Neither of you sees the other's review before both are in."),
        action=_("Write a review"),
    ),
    ("open", F): Words(
        _("How was the work with %(client)s?"),
        label=_("A review can be written"),
        body=_("You have until %(day)s. Neither of you sees the other's review before both are in."),
        action=_("Write a review"),
    ),
    ("show", C): Words(_("The reviews of “%(title)s” are open."), label=_("Reviews are shown"), action=_("Read them")),
    ("show", F): Words(_("The reviews of “%(title)s” are open."), label=_("Reviews are shown"), action=_("Read them")),
}


def register() -> None:
    registry.register(states.ROUND, audience=audience, words=WORDS, label=_("Reviews"))


def audience(entry: Entry) -> Audience:
    rows = Round.objects.select_related("contract__client", "contract__freelancer")
    round_ = rows.get(pk=entry.subject_id)
    contract = round_.contract
    params = {"title": contract.title, "client": contract.client.name, "freelancer": contract.freelancer.name}
    day = {"day": round_.closes_at.isoformat()}
    url = reverse("reviews:review", args=[contract.uuid])
    return Audience({C: [contract.client], F: [contract.freelancer]}, {**params, "day": day}, url)

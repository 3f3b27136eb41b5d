"""Who hears of released money, in which words."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.history.models import Entry
from kernel.moves import Role
from marketplace.escrow import states
from marketplace.escrow.models import Release
from marketplace.notices import registry
from marketplace.notices.registry import Audience, Words

WORDS = {
    ("clear", Role.FREELANCER): Words(
        _("%(amount)s for “%(title)s” is ready to withdraw."),
        label=_("Money is ready to withdraw"),
        action=_("Withdraw"),
    ),
}


def register() -> None:
    registry.register(states.RELEASE, audience=audience, words=WORDS, label=_("Earnings"))


def audience(entry: Entry) -> Audience:
    paid = Release.objects.select_related("freelancer", "receipt").get(pk=entry.subject_id)
    params = {"amount": {"minor": paid.kept_net.minor, "currency": paid.kept_net.currency}, "title": paid.title}
    return Audience({Role.FREELANCER: [paid.freelancer]}, params, reverse("escrow:payouts"))

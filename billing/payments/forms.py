"""What may come in on the pages where one pays."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from billing.payments.gateways import sandbox

CARDS = (
    (sandbox.SUCCEEDS, _("4242 4242 4242 4242: succeeds")),
    (sandbox.DECLINED, _("4000 0000 0000 0002: is declined")),
    (sandbox.CHALLENGE, _("4000 0025 0000 3155: asks for a challenge")),
    (sandbox.LATE, _("Bank debit: succeeds late")),
    (sandbox.DISPUTED, _("4000 0000 0000 0259: is disputed afterwards")),
)
GAP = re.compile(r"(?<=\d) (?=\d)")


def cards() -> list[tuple[str, str]]:
    """A card's groups of digits hold together: on a right-to-left page they would stand in the wrong order."""
    return [(card, GAP.sub("\u00a0", str(words))) for card, words in CARDS]


class TestCard(forms.Form):
    """Which test card pays on the sandbox's page."""

    card = forms.ChoiceField(label=_("Test card"), widget=forms.RadioSelect, initial=sandbox.SUCCEEDS, choices=cards)


class Challenge(forms.Form):
    """The bank's question on the sandbox's page."""

    answer = forms.ChoiceField(
        label=_("Your bank asks: is this payment yours?"),
        widget=forms.RadioSelect,
        initial="yes",
        choices=(("yes", _("Yes, I confirm the payment")), ("no", _("No, refuse it"))),
    )

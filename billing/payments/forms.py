"""What may come in on the pages where one pays."""

from django import forms
from django.utils.translation import gettext_lazy as _

from billing.payments.gateways import sandbox


class TestCard(forms.Form):
    """Which test card pays on the sandbox's page."""

    card = forms.ChoiceField(
        label=_("Test card"),
        widget=forms.RadioSelect,
        initial=sandbox.SUCCEEDS,
        choices=(
            (sandbox.SUCCEEDS, _("4242 4242 4242 4242: succeeds")),
            (sandbox.DECLINED, _("4000 0000 0000 0002: is declined")),
            (sandbox.CHALLENGE, _("4000 0025 0000 3155: asks for a challenge")),
            (sandbox.LATE, _("Bank debit: succeeds late")),
            (sandbox.DISPUTED, _("4000 0000 0000 0259: is disputed afterwards")),
        ),
    )


class Challenge(forms.Form):
    """The bank's question on the sandbox's page."""

    answer = forms.ChoiceField(
        label=_("Your bank asks: is this payment yours?"),
        widget=forms.RadioSelect,
        initial="yes",
        choices=(("yes", _("Yes, I confirm the payment")), ("no", _("No, refuse it"))),
    )

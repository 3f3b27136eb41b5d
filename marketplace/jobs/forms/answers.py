"""Saying no."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.jobs.models import DeclineReason


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=DeclineReason.choices,
        widget=forms.RadioSelect,
        help_text=_("The freelancer reads it."),
        error_messages={"required": _("Please choose a reason: the freelancer reads it.")},
    )
    note = forms.CharField(
        label=_("A word to the freelancer"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeclineOfferForm(forms.Form):
    reason = forms.CharField(
        label=_("A word to the client"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

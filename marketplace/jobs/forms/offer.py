"""What may come in with an offer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.fields import MoneyFormField
from marketplace.jobs.forms.stages import currency, least
from marketplace.jobs.models import Proposal
from marketplace.jobs.pitch import Deal, Stage


class OfferForm(forms.Form):
    title = forms.CharField(label=_("Title of the contract"), max_length=120)
    message = forms.CharField(
        label=_("Message"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What you agreed on, and when it can begin."),
    )
    rate = MoneyFormField(label=_("Hourly rate"), currency=currency, least=least)
    weekly_hours = forms.IntegerField(
        label=_("At most so many hours a week"), min_value=1, max_value=80, required=False, localize=True
    )

    # Written beside the cost, which changes as one types: see jobs/cost.html.
    fees = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_fixed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_fixed:
            del self.fields["rate"], self.fields["weekly_hours"]

    @classmethod
    def of(cls, proposal: Proposal, *args: Any) -> "OfferForm":
        job = proposal.job
        kept = {"title": job.title, "rate": proposal.amount, "weekly_hours": job.weekly_hours}
        return cls(*args, is_fixed=job.is_fixed, initial=kept)

    def deal(self, stages: tuple[Stage, ...]) -> Deal:
        kept = self.cleaned_data
        hours = kept.get("weekly_hours")
        return Deal(
            title=kept["title"],
            message=kept["message"],
            stages=stages,
            rate=kept.get("rate"),
            weekly_minutes=hours * 60 if hours else None,
        )

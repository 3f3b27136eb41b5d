"""What the operator types. Shape only; the actions decide."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from billing.subscriptions.models import PlanPrice
from console import labels
from marketplace import presets
from tenants import states

MONTH = RegexValidator(r"^20[0-9]{2}-(0[1-9]|1[0-2])$", _("A month is written like 2026-11."))
ADDRESS = RegexValidator(r"^[a-z0-9](?:[a-z0-9-]{1,38}[a-z0-9])$", _("Small letters, digits and hyphens, at least 3."))


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search"), max_length=80, required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(state, labels.of_state(state)) for state in states.ALL]
        self.fields["state"].choices = [("", _("All states")), *known]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class BillForm(forms.Form):
    period = forms.CharField(label=_("Month"), max_length=7, validators=[MONTH])


class NewForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    slug = forms.CharField(label=_("Address"), max_length=40, validators=[ADDRESS])
    niche = forms.ChoiceField(label=_("Trade"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    currency = forms.ChoiceField(label=_("Currency"), help_text=_("Plans have a price in these."))
    owner_name = forms.CharField(label=_("Owner's name"), max_length=120)
    owner_email = forms.EmailField(label=_("Owner's e-mail"), max_length=254)
    samples = forms.BooleanField(label=_("Bring in sample people and jobs"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trades = [(slug, presets.get(slug, settings.LANGUAGE_CODE).title) for slug in presets.slugs()]
        priced = PlanPrice.objects.filter(plan__offered=True).values_list("currency", flat=True)
        codes = sorted(set(priced))
        self.fields["niche"].choices = sorted(trades, key=lambda pair: pair[1])  # type: ignore[attr-defined]
        self.fields["currency"].choices = [(code, code) for code in codes]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """As `launching.request` takes it."""
        told = dict(self.cleaned_data)
        return {"answers": {"samples": told.pop("samples")}, **told}

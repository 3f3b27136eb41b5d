"""What an owner may type into her fee editor and her brand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from billing.fees import ladder as ladders
from billing.fees.models import BASES, ROUNDINGS
from billing.fees.terms import REFUND_DAYS, Terms
from kernel.amounts import format_plain
from kernel.fields import MoneyFormField, PercentFormField
from kernel.money import Money
from tenants import current

STEPS = 6


class StandingForm(forms.Form):
    """Why a member is suspended; to let her in again needs no reason."""

    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea({"rows": 3}))

    def __init__(self, data: Any = None, *, suspends: bool) -> None:
        super().__init__(data)
        self.suspends = suspends
        if not suspends:
            del self.fields["reason"]


class RemovalForm(forms.Form):
    """Why a job is taken off the marketplace."""

    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea({"rows": 3}))


class LadderForm(forms.Form):
    """One version of the fees: up to six steps, the last without an upper end; what the client pays; the tax.

    Checks shape only. What makes a ladder unfit (gaps, overlaps, rates over 100 %) is said by publishing it.
    """

    basis = forms.ChoiceField(label=_("What the steps count"), choices=BASES, initial=ladders.PAIR)
    rounding = forms.ChoiceField(label=_("Rounding"), choices=ROUNDINGS)
    client_bps = PercentFormField(label=_("Client fee, percent"), initial=0)
    tax_bps = PercentFormField(label=_("Tax on fees, percent"), initial=0)
    effective_from = forms.DateTimeField(
        label=_("Valid from"),
        required=False,
        help_text=_("Leave it empty to let the new fees begin now. Running contracts keep theirs."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, data: Any = None, *, currency: str, terms: Terms | None = None, **kwargs: Any) -> None:
        self.currency, self.in_force = currency, terms
        super().__init__(data, initial=_initial(terms, currency), **kwargs)
        money: dict[str, Any] = {"currency": currency, "required": False}
        self.fields["client_fixed"] = MoneyFormField(label=_("Client fee, fixed part"), **money)
        self.fields["minimum"] = MoneyFormField(label=_("Minimum fee for a payment"), **money)
        for number in range(1, STEPS + 1):
            self.fields[f"upto_{number}"] = forms.CharField(
                label=_("Up to"), required=False, help_text=_("Empty: no upper end.") if number == 1 else ""
            )
            self.fields[f"rate_{number}"] = PercentFormField(label=_("Rate, percent"), required=number == 1)

    def clean(self) -> dict[str, Any]:
        """Adds `ladder`, built from the steps that have a rate."""
        given = super().clean() or {}
        bounds = [self._bound(number, given) for number in range(1, STEPS + 1)]
        rates = [given.get(f"rate_{number}") for number in range(1, STEPS + 1)]
        steps = [(bound, rate) for bound, rate in zip(bounds, rates, strict=True) if rate is not None]
        minimum = given.get("minimum")
        given["ladder"] = ladders.Ladder.steps(
            self.currency,
            *steps,
            basis=given.get("basis", ladders.PAIR),
            minimum=minimum.minor if minimum else 0,
            rounding=given.get("rounding", ladders.ROUNDINGS[0]),
        )
        return given

    def steps(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"upto_{number}"], self[f"rate_{number}"]) for number in range(1, STEPS + 1)]

    def terms(self) -> Terms:
        """What was typed, as terms nobody has published. What the editor does not ask stays as it is in force; a first
        tax is due where the marketplace is."""
        given, before = self.cleaned_data, self.in_force
        fixed, tax = given.get("client_fixed"), given["tax_bps"] or 0
        region = (before.tax_region if before else "") or (current.get().country if tax else "")
        days = before.refund_days if before else REFUND_DAYS
        return Terms(
            0, given["ladder"], given["client_bps"] or 0, fixed.minor if fixed else 0, tax, region, refund_days=days
        )

    def _bound(self, number: int, given: dict[str, Any]) -> int | None:
        """The upper end of a step: days for a ladder by age, else an amount; None where nothing was typed."""
        text = given.get(f"upto_{number}", "").strip()
        if not text:
            return None
        try:
            if given.get("basis") == ladders.AGE:
                return int(text)
            field = MoneyFormField(currency=self.currency)
            return field.clean(text).minor
        except (ValueError, forms.ValidationError) as wrong:
            said = wrong if isinstance(wrong, forms.ValidationError) else _("Type a whole number of days.")
            self.add_error(f"upto_{number}", said)
            return None


def _initial(terms: Terms | None, currency: str) -> dict[str, Any]:
    """The fields as they stand for terms in force; a new owner starts from 20/10/5's shape with nothing in it."""
    if terms is None:
        return {}
    first: dict[str, Any] = {
        "basis": terms.ladder.basis,
        "rounding": terms.ladder.rounding,
        "client_bps": terms.client_bps,
        "tax_bps": terms.tax_bps,
        "client_fixed": Money(terms.client_fixed, currency) if terms.client_fixed else None,
        "minimum": Money(terms.ladder.minimum, currency) if terms.ladder.minimum else None,
    }
    for number, band in enumerate(terms.ladder.bands[:STEPS], start=1):
        first[f"rate_{number}"] = band.bps
        if band.upto is not None:
            by_age = terms.ladder.basis == ladders.AGE
            first[f"upto_{number}"] = str(band.upto) if by_age else format_plain(Money(band.upto, currency))
    return first

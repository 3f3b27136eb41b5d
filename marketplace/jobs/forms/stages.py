"""Rows of milestones: as many as are filled in, one more to fill in, ten at most. An empty row counts for nothing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.fields import MoneyFormField
from kernel.money import Money
from marketplace.jobs.forms.needed import DraftForm
from marketplace.jobs.models import PlannedMilestone
from marketplace.jobs.pitch import Stage
from tenants import current

MOST_STAGES = 20


def currency() -> str:
    return current.get().currency


def least() -> Money:
    return Money(1, currency())


class StageForm(DraftForm):
    needed = ("title", "amount")

    title = forms.CharField(label=_("Milestone"), max_length=160, required=False)
    amount = MoneyFormField(
        label=_("Amount"),
        currency=currency,
        least=least,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 9}),
    )
    due_on = forms.DateField(
        label=_("Due"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        if "amount" in self.errors:
            return kept
        if kept.get("title") and kept.get("amount") is None:
            self.add_error("amount", _("Please say what this milestone is worth."))
        if kept.get("amount") is not None and not kept.get("title"):
            self.add_error("title", _("Please say what is done in this milestone."))
        return kept

    def stage(self) -> Stage | None:
        kept = getattr(self, "cleaned_data", {})
        if not kept.get("title") or kept.get("amount") is None:
            return None
        return Stage(kept["title"], kept["amount"], kept.get("due_on"))


class _Rows(forms.BaseFormSet):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", "stages")
        super().__init__(*args, **kwargs)


def stage_forms(data: Any = None, rows: Iterable[PlannedMilestone] = (), *, more: int = 1) -> forms.BaseFormSet:
    """The rows of a page: bound to what was sent, or showing `rows` and `more` empty ones. A form that was sent with
    the button "add a row" gets one more."""
    wants_row = data is not None and data.get("step") == "row"
    shape = forms.formset_factory(
        StageForm, formset=_Rows, extra=more, max_num=MOST_STAGES, absolute_max=MOST_STAGES, validate_max=True
    )
    if data is not None:
        sent = data.copy()
        if "stages-TOTAL_FORMS" not in sent:
            sent.update({"stages-TOTAL_FORMS": "0", "stages-INITIAL_FORMS": "0"})
        rows_sent = sent["stages-TOTAL_FORMS"]
        if wants_row and rows_sent.isdecimal() and len(rows_sent) < 4:  # "²" is a digit too, and no number
            sent["stages-TOTAL_FORMS"] = str(min(int(rows_sent) + 1, MOST_STAGES))
        return shape(sent)
    initial = [{"title": row.title, "amount": row.amount, "due_on": row.due_on} for row in rows]
    return shape(initial=initial)


def stages_of(rows: forms.BaseFormSet) -> tuple[Stage, ...]:
    """The rows that are filled in and whole."""
    rows.is_valid()
    return tuple(stage for form in rows.forms if (stage := form.stage()) is not None)


def status_of(form: forms.Form, rows: forms.BaseFormSet | None) -> int:
    """422 for a page that shows what was wrong, 200 otherwise."""
    is_flawed = form.is_bound and (form.errors or (rows is not None and not rows.is_valid()))
    return 422 if is_flawed else 200

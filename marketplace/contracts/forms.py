"""The shape of what may come in; whether it may be done is for the actions to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.fields import MoneyFormField
from kernel.money import Money
from marketplace.contracts.models import Contract, Milestone
from marketplace.files.fields import FilesField, WordsField
from marketplace.pressing import PressedOnce


class Nothing(forms.Form):
    """A page that only asks: are you sure?"""


class DeliveryForm(forms.Form):
    note = WordsField(
        label=_("What you deliver"),
        max_length=5000,
        required=False,
        help_text=_("Say in a few words what is ready, and what the client should look at first."),
    )
    files = FilesField(  # type: ignore[assignment]  # the form's metaclass takes it off the class
        label=_("Files"),
        required=False,
        help_text=_("Up to ten files of at most 25 MB each. Only the two of you can open them."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("note", "").strip() and not cleaned.get("files"):
            self.add_error("note", _("Please say a few words or add a file."))
        return cleaned


class ChangesForm(forms.Form):
    note = WordsField(
        label=_("What should be changed"),
        max_length=5000,
        help_text=_("The more exact, the sooner it is done. The freelancer reads this in the workroom."),
    )


class ReleaseForm(forms.Form):
    """`amount` empty is the whole milestone."""

    def __init__(self, *args: Any, milestone: Milestone, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.milestone = milestone
        self.fields["amount"] = MoneyFormField(
            currency=milestone.currency,
            label=_("Amount to release"),
            required=False,
            least=Money(1, milestone.currency),
            help_text=_("Leave empty to release all of it. What you hold back stays funded for the rest of the work."),
        )

    def clean_amount(self) -> Money | None:
        amount: Money | None = self.cleaned_data["amount"]
        if amount is not None and amount > self.milestone.amount:
            raise forms.ValidationError(
                _("This is more than the milestone holds. Release all of it, then add a bonus.")
            )
        return amount


class MilestoneForm(PressedOnce):
    title = forms.CharField(label=_("Title"), max_length=160)
    due_on = forms.DateField(
        label=_("Due"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    description = WordsField(label=_("What is to be done"), max_length=5000, required=False)

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"] = MoneyFormField(
            currency=contract.currency, label=_("Amount"), least=Money(1, contract.currency)
        )
        self.order_fields(["title", "amount", "due_on", "description"])


class CancelForm(forms.Form):
    reason = WordsField(
        label=_("Why you want to cancel"),
        max_length=2000,
        help_text=_("The freelancer reads this and has seven days to answer."),
    )


class CancelAnswerForm(forms.Form):
    GIVE_BACK, GO_ON = "refund", "refuse"
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (GIVE_BACK, _("Give the money back")),
            (GO_ON, _("Go on with the work")),
        ],
        widget=forms.RadioSelect,
    )
    note = WordsField(
        label=_("Your words to the client"),
        max_length=2000,
        required=False,
        help_text=_("Needed when you want to go on."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == self.GO_ON and not cleaned.get("note", "").strip():
            self.add_error("note", _("Please say why you want to go on."))
        return cleaned


class BonusForm(PressedOnce):
    note = forms.CharField(label=_("A word of thanks"), max_length=500, required=False)

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"] = MoneyFormField(
            currency=contract.currency, label=_("Bonus"), least=Money(1, contract.currency)
        )
        self.order_fields(["amount", "note"])

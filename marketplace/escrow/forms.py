from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.fields import MoneyFormField
from kernel.money import Money
from marketplace.pressing import PressedOnce


class WithdrawForm(PressedOnce):
    def __init__(self, *args: Any, available: Money, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"] = MoneyFormField(
            currency=available.currency,
            label=_("Amount to withdraw"),
            least=Money(1, available.currency),
            initial=available or None,
        )


class MethodForm(PressedOnce):
    holder = forms.CharField(label=_("Account holder"), max_length=120)
    account = forms.CharField(
        label=_("Account number or IBAN"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )

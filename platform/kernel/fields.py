"""Money in forms and on models."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kernel import amounts
from kernel.money import Money


class MoneyFormField(forms.Field):
    """An amount as the person's locale writes it → Money. `currency` is a code, or a function that tells it
    when the form is used; so is `least`; `most` is Money or None. What was typed stays in the field when it is
    refused."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(
        self,
        *,
        currency: str | Callable[[], str],
        least: Money | Callable[[], Money] | None = None,
        most: Money | None = None,
        **kwargs: Any,
    ) -> None:
        self._currency = currency
        self._least = least
        self.most = most
        super().__init__(**kwargs)

    @property
    def currency(self) -> str:
        return self._currency() if callable(self._currency) else self._currency

    @property
    def least(self) -> Money | None:
        return self._least() if callable(self._least) else self._least

    def prepare_value(self, value: Any) -> Any:
        return amounts.format_plain(value) if isinstance(value, Money) else value

    def to_python(self, value: Any) -> Money | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, Money):
            return value
        try:
            return amounts.parse_amount(str(value), self.currency)
        except amounts.AmountError as refused:
            raise ValidationError(str(refused), code="amount") from refused

    def validate(self, value: Money | None) -> None:
        super().validate(value)
        if value is None:
            return
        least = self.least
        if least is not None and value < least:
            raise ValidationError(
                _("The least possible is %(least)s."), "least", {"least": amounts.format_money(least)}
            )
        if self.most is not None and value > self.most:
            raise ValidationError(
                _("The most possible is %(most)s."), "most", {"most": amounts.format_money(self.most)}
            )

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class PercentFormField(forms.Field):
    """A percentage as the person's locale writes it → basis points (1 % = 100)."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return amounts.format_percent_plain(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, int):
            return value
        try:
            return amounts.parse_percent(str(value))
        except amounts.AmountError as refused:
            raise ValidationError(str(refused), code="percent") from refused


class MoneyOf:
    """`amount = MoneyOf("amount_minor")` on a model: the column and the row's `currency` column as Money, None
    when the column is null. Setting it sets both columns."""

    def __init__(self, column: str, currency: str = "currency") -> None:
        self.column = column
        self.currency = currency

    def __get__(self, row: Any, owner: type | None = None) -> Any:
        if row is None:
            return self
        minor = getattr(row, self.column)
        return None if minor is None else Money(minor, getattr(row, self.currency))

    def __set__(self, row: Any, value: Money | None) -> None:
        setattr(row, self.column, None if value is None else value.minor)
        if value is not None:
            setattr(row, self.currency, value.currency)

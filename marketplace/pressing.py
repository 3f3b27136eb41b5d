"""A button that makes something new, pressed twice, makes it once.

The page carries a number that no other page has; with what was typed, and whose it will be, it gives the new thing's
own uuid. The same page sent again, from a double click or a lost line, names the same thing, which stands already;
typed anew, or sent elsewhere, it is another.
"""

import uuid
from typing import Any

from django import forms
from django.db.models import Model


class PressedOnce(forms.Form):
    """`named(whose)` is, once the form is valid, the uuid of what it makes for that row."""

    press = forms.UUIDField(widget=forms.HiddenInput, required=False)
    _said: uuid.UUID

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial["press"] = uuid.uuid4()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        typed = sorted((name, str(value)) for name, value in cleaned.items() if name != "press")
        self._said = uuid.uuid5(cleaned.pop("press", None) or uuid.uuid4(), repr(typed))
        return cleaned

    def named(self, whose: Model) -> uuid.UUID:
        return uuid.uuid5(self._said, f"{whose._meta.label} {whose.pk}")

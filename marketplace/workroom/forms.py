import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.files.fields import FilesField, WordsField

MOST = 10_000


class MessageForm(forms.Form):
    body = WordsField(label=_("Message"), max_length=MOST, rows=3, required=False)
    files = FilesField(label=_("Files"), required=False)  # type: ignore[assignment]  # the form's metaclass takes it off the class
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs |= {"placeholder": _("Write a message…"), "data-body": ""}
        if not self.is_bound:
            self.initial["key"] = uuid.uuid4()

    def clean_key(self) -> uuid.UUID:
        return self.cleaned_data["key"] or uuid.uuid4()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("body", "").strip() and not cleaned.get("files"):
            self.add_error("body", _("Please write something or add a file."))
        return cleaned


class ReadForm(forms.Form):
    up_to = forms.IntegerField(min_value=0)

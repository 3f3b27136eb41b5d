"""Form fields for what strangers hand in: several files, each looked at by its bytes, and free text."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.files import intake

# Marks that turn the direction of what follows until they are closed: a name or an amount can be made to read
# backwards with them. The plain direction marks (U+200E, U+200F) that Arabic and Hebrew writers use stay allowed.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Up to `most` files → list of `intake.Taken`; each that is refused says why, by its name."""

    widget = ManyFiles

    def __init__(self, *, most: int = 10, limit: int = intake.MAX_BYTES, **kwargs: Any) -> None:
        self.most = most
        self.limit = limit
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[intake.Taken]:
        uploads = [upload for upload in (data if isinstance(data, list | tuple) else [data]) if upload]
        if not uploads and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(uploads) > self.most:
            raise ValidationError(
                _("Please add at most %(most)d files at a time."), code="most", params={"most": self.most}
            )
        taken, refused = [], []
        for upload in uploads:
            try:
                taken.append(intake.take(upload, limit=self.limit))
            except ValidationError as why:
                refused += [f"{intake.shown_name(upload.name or '')}: {line}" for line in why.messages]
        if refused:
            raise ValidationError(refused)
        return taken


class WordsField(forms.CharField):
    """Free text of several lines, as typed; too long or with marks that turn its direction it is refused, not cut."""

    widget = forms.Textarea
    too_long = _("This text is too long: %(length)s characters of at most %(most)s.")

    def __init__(self, *, max_length: int, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "dir": "auto"}))
        super().__init__(**kwargs)
        self.most = max_length

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n") if text else text

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise ValidationError(self.too_long, code="too_long", params={"length": len(value), "most": self.most})
        if TURNING.search(value):
            raise ValidationError(
                _("This text has invisible marks that turn the direction of writing. Please remove them."),
                code="direction",
            )
        if CONTROLS.search(value):
            raise ValidationError(_("This text has invisible control characters. Please remove them."), code="control")

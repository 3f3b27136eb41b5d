"""Several files at once, each looked at by its bytes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.files import intake


class _ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Cleans to a list of `intake.Taken`. One file that is refused names itself; the others are not lost."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", _ManyFiles())
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", _("Pictures, PDF, documents, sound, video or ZIP; at most 25 MB each."))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[intake.Taken]:
        sent = data if isinstance(data, list | tuple) else [data] if data else []
        taken, flaws = [], []
        for upload in sent:
            try:
                taken.append(intake.take(super().clean(upload, initial)))
            except ValidationError as refused:
                name = intake.shown_name(getattr(upload, "name", ""))
                flaws += [f"{name}: {message}" for message in refused.messages]
        if flaws:
            raise ValidationError(flaws)
        return taken

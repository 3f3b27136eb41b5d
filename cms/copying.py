"""The form that copies a page takes what a page can hold: Wagtail's takes any length, which the database refuses."""

from typing import Any

from django.core.validators import MaxLengthValidator
from wagtail.admin.forms import pages
from wagtail.models import Page


class CopyForm(pages.CopyForm):
    def __init__(self, *given: Any, **told: Any) -> None:
        super().__init__(*given, **told)
        for name in ("title", "slug"):
            limit, field = Page._meta.get_field(name).max_length, self.fields[f"new_{name}"]
            field.validators.append(MaxLengthValidator(limit))
            field.widget.attrs["maxlength"] = limit

"""Lists of the console to take along: a spreadsheet's rows say what the list's columns show."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView

# A cell that begins with one of these is taken for a formula, and a member may have typed it.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


class SheetIndex(IndexView):
    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.shown: dict[str, Column] = {column.name: column for column in self.columns if hasattr(column, "accessor")}
        self.list_export = list(self.shown)

    def get_heading(self, queryset: Any, field: str) -> str:
        return force_str(self.shown[field].label)

    def to_row_dict(self, item: Any) -> dict[str, str]:
        return {name: _words(item, column) for name, column in self.shown.items()}


def _words(item: Any, column: Column) -> str:
    """What stands in this cell, in the reader's language and time zone."""
    named = getattr(item, f"get_{column.name}_display", None)
    value = named() if named else column.get_value(item)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None).isoformat(" ", "minutes")
    text = force_str(value if value is not None else "")
    return f"'{text}" if text.startswith(FORMULAS) else text

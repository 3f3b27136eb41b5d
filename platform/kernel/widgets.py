"""Controls that Django draws too slowly."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

CHOSEN = mark_safe(" selected")


class LongSelect(forms.Select):
    """A choice among hundreds that stand in no groups, such as time zones and countries: the HTML of Django's Select.
    Django draws each option by two templates, which is a tenth of a second for a list of time zones."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = set(self.format_value(value))
        options = [(str(key), CHOSEN if str(key) in chosen else "", label) for key, label in self.choices]
        drawn = format_html_join("\n", '<option value="{}"{}>{}</option>', options)
        said = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        return format_html("<select{}>\n{}\n</select>", said, drawn)

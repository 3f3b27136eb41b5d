"""What a form field needs to be drawn: its kind, its control with the right attributes, the ids of its notes."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField, Form
from django.utils.safestring import SafeString

from kernel.fields import MoneyFormField

KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.MultipleHiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "choices"),
    (forms.RadioSelect, "choices"),
    (forms.CheckboxInput, "check"),
    (forms.ClearableFileInput, "file"),
    (forms.FileInput, "file"),
    (forms.Textarea, "textarea"),
    (forms.SelectMultiple, "list"),
    (forms.Select, "select"),
    (forms.MultiWidget, "multi"),
)


@dataclass(frozen=True)
class Described:
    kind: str
    id: str
    help_id: str
    error_id: str
    help: Any
    suffix: str  # the currency of an amount
    control: SafeString | str
    options: list[Any]


def describe(field: BoundField, *, placeholder: str = "", help_text: str = "") -> Described:
    """A bound field as a component draws it; the control points at its help and its errors by id."""
    widget = field.field.widget
    kind = "hidden" if widget.is_hidden else next((name for cls, name in KINDS if isinstance(widget, cls)), "input")
    identity = field.id_for_label or field.auto_id or field.html_name
    help_id, error_id = f"{identity}-help", f"{identity}-error"
    told = help_text or field.help_text
    attrs: dict[str, Any] = {"class": _classes(kind, widget)}
    attrs["aria-describedby"] = " ".join([help_id, error_id] if told else [error_id])
    if field.errors:
        attrs["aria-invalid"] = "true"
    if placeholder:
        attrs["placeholder"] = placeholder
    if isinstance(field.field, forms.IntegerField) and field.field.localize:
        attrs["inputmode"] = "numeric"  # a text field, so that any digits can be typed; a phone shows its digits
    options = list(field) if kind == "choices" else []
    control = "" if kind == "choices" else field.as_widget(attrs=attrs if kind != "hidden" else None)
    suffix = field.field.currency if isinstance(field.field, MoneyFormField) else ""
    return Described(kind, identity, help_id, error_id, told, suffix, control, options)


def chosen(form: Form, *, only: str = "", without: str = "") -> list[BoundField]:
    """The visible fields of a form; `only` and `without` are names separated by spaces or commas."""
    if not isinstance(form, forms.BaseForm):
        return []
    picked, left_out = only.replace(",", " ").split(), without.replace(",", " ").split()
    return [
        field for field in form.visible_fields() if (not picked or field.name in picked) and field.name not in left_out
    ]


def _classes(kind: str, widget: forms.Widget) -> str:
    own = str(widget.attrs.get("class", ""))
    base = {"check": "check-box", "hidden": ""}.get(kind, "control")
    return f"{base} {own}".strip()

"""What the gallery shows the components with: a form of every kind of input, charts, people."""

from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kernel.money import Money
from theming import presets, tokens


class EveryInput(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=80, help_text=_("What must be made, in a few words."))
    email = forms.EmailField(label=_("E-mail"))
    budget = forms.DecimalField(label=_("Budget"), help_text=_("Members see this figure."))
    about = forms.CharField(label=_("Description"), widget=forms.Textarea, required=False)
    category = forms.ChoiceField(label=_("Category"), choices=[("a", _("Design")), ("b", _("Development"))])
    kind = forms.ChoiceField(
        label=_("How is it paid?"),
        widget=forms.RadioSelect,
        choices=[("fixed", _("Fixed price")), ("hourly", _("By the hour"))],
        initial="fixed",
    )
    skills = forms.MultipleChoiceField(
        label=_("Skills"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("1", _("Illustration")), ("2", _("Animation")), ("3", _("Sound"))],
        initial=["2"],
        required=False,
    )
    due = forms.DateField(label=_("Wanted by"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    attachments = forms.FileField(label=_("Files"), required=False, help_text=_("Up to 20 MB each."))
    agree = forms.BooleanField(label=_("I have read the terms of this marketplace."))


def filled() -> EveryInput:
    return EveryInput(
        prefix="good",
        data={
            "good-title": str(_("A walk cycle for a fox")),
            "good-budget": "480",
            "good-kind": "fixed",
            "good-skills": "2",
        },
    )


def empty() -> EveryInput:
    return EveryInput()


def months() -> list[tuple[object, int, Money]]:
    names = [
        pgettext_lazy("month", "Jan"), pgettext_lazy("month", "Feb"), pgettext_lazy("month", "Mar"),
        pgettext_lazy("month", "Apr"), pgettext_lazy("month", "May"), pgettext_lazy("month", "Jun"),
    ]  # fmt: skip
    return [(name, minor, Money(minor, "USD")) for name, minor in zip(names, MINOR, strict=True)]


MINOR = (184_000, 231_500, 207_300, 312_900, 298_400, 366_100)

SWATCHES = [
    *("canvas", "surface", "sunken", "line", "control", "muted", "text", "link"),
    *("primary", "primary-soft", "accent", "accent-soft", "band", "band-deep"),
    *("info-soft", "good-soft", "warn-soft", "bad-soft"),
]


@dataclass(frozen=True)
class Line:
    label: object
    amount: Money
    note: object = ""
    total: bool = False


def receipt() -> dict[str, object]:
    return {
        "number": "2026-000147",
        "lines": [
            Line(_("Milestone"), Money(50_000, "USD")),
            Line(_("Service fee"), Money(-9_000, "USD"), _("20 % of the first 400.00, 10 % of the rest")),
            Line(_("You receive"), Money(41_000, "USD"), total=True),
        ],
    }


def everything(request: HttpRequest) -> dict[str, object]:
    """All that the gallery's templates show."""
    return {
        "presets": list(presets.PRESETS),
        "motifs": tokens.MOTIFS,
        "filled": filled(),
        "empty_form": empty(),
        "months": months(),
        "money": {"gross": Money(50_000, "USD"), "fee": Money(10_000, "USD"), "net": Money(41_000, "USD")},
        "receipt": receipt(),
        "pages": Paginator(range(95), 10).get_page(request.GET.get("page", 4)),
        "people": ["Amara Okafor", "Jonas Weber", "Mei Tanaka", "Layla Haddad", "Tomás Rivera", "Ines Moreau"],
        "tones": ["neutral", "info", "good", "warn", "bad", "primary", "accent"],
        "notices": ["info", "good", "warn", "bad"],
        "swatches": SWATCHES,
        "headers": [_("Month"), _("State"), _("Amount")],
        "options": [
            {"value": "a", "label": _("Design"), "count": 12, "selected": True},
            {"value": "b", "label": _("Development"), "count": 7, "selected": False},
            {"value": "c", "label": _("Sound"), "count": 3, "selected": False},
        ],
        "steps": [
            {"label": _("Idea"), "state": "done", "url": "#"},
            {"label": _("Name"), "state": "done", "url": "#"},
            {"label": _("Brand"), "state": "current"},
            {"label": _("Money"), "state": "next"},
            {"label": _("Account"), "state": "next"},
        ],
    }

"""The owner's brand editor: colours, shape, type, pictures; beside it a preview that follows as she chooses."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kernel.actors import Actor
from theming import actions, brand, contrast, images, preview, tokens
from theming.models import Brand

COLOURS = ("primary", "accent")
PICTURES = {"logo": images.LOGO, "logo_dark": images.LOGO, "favicon": images.FAVICON, "share_image": images.SHARE}
LABELS = {
    "neutral": _("Greys"),
    "tint": _("How much colour the greys have"),
    "band": _("Bands of colour"),
    "radius": _("Corners"),
    "density": _("Room between things"),
    "type": _("Typeface"),
    "elevation": _("Shadows"),
    "border": _("Lines"),
    "cover": _("Drawn pictures"),
    "pattern": _("Pattern on the ground"),
    "scheme": _("Light or dark"),
}
VALUES = {
    "auto": pgettext_lazy("look", "As the visitor likes"),
    "light": pgettext_lazy("look", "Always light"),
    "dark": pgettext_lazy("look", "Always dark"),
    "none": pgettext_lazy("look", "None"),
    "brand": pgettext_lazy("look", "From the main colour"),
}


class BrandForm(forms.Form):
    """Every token of a look, and the pictures."""

    primary = forms.CharField(label=_("Main colour"), max_length=7, widget=forms.TextInput({"type": "color"}))
    accent = forms.CharField(label=_("Second colour"), max_length=7, widget=forms.TextInput({"type": "color"}))
    logo = forms.FileField(label=_("Logo"), required=False, help_text=_("PNG, JPEG or WebP, up to 5 MB."))
    logo_dark = forms.FileField(label=_("Logo on dark ground"), required=False)
    favicon = forms.FileField(
        label=_("Icon"), required=False, help_text=_("A square picture for tabs and for phones that keep the site.")
    )
    share_image = forms.FileField(
        label=_("Picture for shared links"), required=False, help_text=_("1200 by 630 pixels fit everywhere.")
    )
    remove_logo = forms.BooleanField(label=_("Remove the logos"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in tokens.CHOICES.items():
            self.fields[name] = forms.ChoiceField(
                label=LABELS[name], choices=[(value, VALUES.get(value) or value.capitalize()) for value in choices]
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in COLOURS:
            value = str(cleaned.get(name, "")).strip().lower()
            if value and tokens.lenient({name: value})[name] != value:
                self.add_error(name, _("Please choose a colour."))
        for name in PICTURES:
            if cleaned.get(name):
                self._clean_picture(name, cleaned)
        return cleaned

    def _clean_picture(self, name: str, cleaned: dict[str, Any]) -> None:
        try:
            cleaned[name] = images.clean_logo(cleaned[name], limits=PICTURES[name])
        except images.UnusablePicture as refused:
            self.add_error(name, ValidationError(str(refused)))

    def look(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in (*COLOURS, *tokens.CHOICES)}


def form_for(typed: Mapping[str, Any] | None, files: Any = None) -> BrandForm:
    """The editor: what was typed, or the brand as it is."""
    row = Brand.objects.order_by("pk").first() or Brand()
    return BrandForm(typed, files, initial=tokens.lenient(row.tokens))


def dress(form: BrandForm, *, actor: Actor, at: datetime) -> None:
    """Dress the marketplace in what was chosen."""
    given = form.cleaned_data
    pictures = {name: given[name] for name in PICTURES if given.get(name)}
    if given.get("remove_logo"):
        pictures = {**pictures, "logo": None, "logo_dark": None}
    actions.dress(look=form.look(), pictures=pictures, actor=actor, at=at)


def shown(form: BrandForm) -> dict[str, Any]:
    """What the preview needs: its stylesheet, and colours that can't be read, each with the nearest that can."""
    typed = {name: form[name].value() or "" for name in (*COLOURS, *tokens.CHOICES)}
    chosen = tokens.lenient(typed)
    return {"form": form, "stylesheet": preview.path(chosen), "findings": _sentences(chosen), "look": brand.current()}


def _sentences(chosen: dict[str, str]) -> list[dict[str, str]]:
    names = {"primary": _now("The main colour"), "accent": _now("The second colour")}
    return [
        {
            "text": _now("%(what)s is hard to read on white; %(nearest)s is the nearest that is easy to read.")
            % {"what": names[one.token], "nearest": one.offered},
            "token": one.token,
            "nearest": one.offered,
        }
        for one in contrast.review(chosen)
    ]

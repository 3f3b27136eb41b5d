"""The owner's brand editor: colours, shape, type, pictures; beside it a preview that follows as she chooses."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kernel import locales
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
    "pure": pgettext_lazy("look", "Pure grey"),
    "cool": pgettext_lazy("look", "Cool"),
    "warm": pgettext_lazy("look", "Warm"),
    "sand": pgettext_lazy("look", "Sand"),
    "rose": pgettext_lazy("look", "Rose"),
    "moss": pgettext_lazy("look", "Moss"),
    "quiet": pgettext_lazy("look", "A little"),
    "clear": pgettext_lazy("look", "Clearly"),
    "strong": pgettext_lazy("look", "Strongly"),
    "ink": pgettext_lazy("look", "Ink"),
    "tint": pgettext_lazy("look", "Tinted"),
    "paper": pgettext_lazy("look", "Paper"),
    "sharp": pgettext_lazy("look", "Sharp"),
    "soft": pgettext_lazy("look", "Soft"),
    "round": pgettext_lazy("look", "Round"),
    "pill": pgettext_lazy("look", "Very round"),
    "compact": pgettext_lazy("look", "Compact"),
    "regular": pgettext_lazy("look", "Regular"),
    "airy": pgettext_lazy("look", "Airy"),
    "flat": pgettext_lazy("look", "Flat"),
    "lifted": pgettext_lazy("look", "Lifted"),
    "hard": pgettext_lazy("look", "Hard"),
    "hairline": pgettext_lazy("look", "Fine"),
    "bold": pgettext_lazy("look", "Bold"),
    "dots": pgettext_lazy("look", "Dots"),
    "grid": pgettext_lazy("look", "Grid"),
    "lines": pgettext_lazy("look", "Lines"),
    "cross": pgettext_lazy("look", "Crosses"),
    "geometric": pgettext_lazy("look", "Geometric"),
    "waves": pgettext_lazy("look", "Waves"),
    "blueprint": pgettext_lazy("look", "Blueprint"),
    "halftone": pgettext_lazy("look", "Halftone"),
    "tiles": pgettext_lazy("look", "Tiles"),
    "topographic": pgettext_lazy("look", "Contour lines"),
    "waveform": pgettext_lazy("look", "Sound waves"),
    "honeycomb": pgettext_lazy("look", "Honeycomb"),
    "stage": pgettext_lazy("look", "Stage"),
    "rig": pgettext_lazy("look", "Rig"),
    "weave": pgettext_lazy("look", "Weave"),
    "confetti": pgettext_lazy("look", "Confetti"),
    "botanic": pgettext_lazy("look", "Leaves"),
    "system": pgettext_lazy("look", "The device’s own"),
    "grotesk": pgettext_lazy("look", "Grotesque"),
    "humanist": pgettext_lazy("look", "Humanist"),
    "industrial": pgettext_lazy("look", "Industrial"),
    "rounded": pgettext_lazy("look", "Rounded"),
    "serif": pgettext_lazy("look", "Serif"),
    "literary": pgettext_lazy("look", "Literary"),
    "editorial": pgettext_lazy("look", "Editorial"),
    "slab": pgettext_lazy("look", "Slab serif"),
    "mono": pgettext_lazy("look", "Typewriter"),
    "mincho": pgettext_lazy("look", "Mincho"),
    "gothic": pgettext_lazy("look", "Gothic"),
    "kufi": pgettext_lazy("look", "Kufi"),
}


class BrandForm(forms.Form):
    """Every token of a look, and the pictures."""

    primary = forms.CharField(label=_("Main colour"), max_length=7, widget=forms.TextInput({"type": "color"}))
    accent = forms.CharField(label=_("Second colour"), max_length=7, widget=forms.TextInput({"type": "color"}))
    logo = forms.FileField(
        label=_("Logo"), required=False, help_text=locales.counted(_("PNG, JPEG or WebP, up to 5 MB."))
    )
    logo_dark = forms.FileField(label=_("Logo on dark ground"), required=False)
    favicon = forms.FileField(
        label=_("Icon"), required=False, help_text=_("A square picture for tabs and for phones that keep the site.")
    )
    share_image = forms.FileField(
        label=_("Picture for shared links"),
        required=False,
        help_text=locales.counted(_("1200 by 630 pixels fit everywhere.")),
    )
    remove_logo = forms.BooleanField(label=_("Remove the logos"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in tokens.CHOICES.items():
            self.fields[name] = forms.ChoiceField(
                label=LABELS[name], choices=[(value, VALUES[value]) for value in choices]
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

"""What the marketplace would look like right now: accepted answers, and over them what is being typed."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse

from kernel import currencies
from kernel.money import Money
from launch import forms, letters, looks, states, terms
from launch.models import SignupDraft
from marketplace import presets
from tenants.current import Facts, base_url
from theming import brand


@dataclass(frozen=True)
class Sketch:
    """Everything a preview needs; nothing of it is in a database of its own."""

    preset: presets.Preset
    name: str
    slug: str
    language: str
    currency: str
    look: brand.Look
    theme: str
    chosen: dict[str, str]
    example: terms.Example

    def facts(self) -> Facts:
        """The facts a page would have if the marketplace existed."""
        host = f"{self.slug or 'preview'}.{settings.TENANT_ZONE}"
        return Facts(
            id=0,
            schema="public",
            slug=self.slug,
            name=self.name,
            niche=self.preset.slug,
            host=host,
            base_url=base_url(host),
            currency=self.currency,
            language=self.language,
            languages=(self.language,),
            time_zone="UTC",
            state="",
            is_public=False,
            country="",
        )

    @property
    def zone(self) -> str:
        return settings.TENANT_ZONE

    def money(self, units: int) -> Money:
        """A sample amount in the currency chosen."""
        return Money(presets.scaled(units, self.currency) * currencies.get(self.currency).unit, self.currency)


def of(draft: SignupDraft) -> Sketch:
    """The marketplace as typed so far; what cannot be accepted yet is left as it was."""
    known = answers(draft)
    preset = looks.preset_of(known["niche"], known["trade"], known["language"])
    theme = known["theme"] or preset.theme
    chosen = looks.tokens_of(preset, known["theme"], known["look"])
    name = known["name"] or presets.names_for(preset)[0]
    saved: dict[str, Any] = {"tokens": chosen, "tagline": preset.headline, "unsaved": True}
    if draft.logo:
        saved["logo_url"] = f"{reverse('launch:logo')}?v={hashlib.sha256(bytes(draft.logo)).hexdigest()[:12]}"
    return Sketch(
        preset=preset,
        name=name,
        slug=known["slug"] or letters.slug_for(name),
        language=known["language"],
        currency=known["currency"],
        look=brand.look(name, saved),
        theme=theme,
        chosen=chosen,
        example=terms.example(known["fee"], known["flat_bps"], known["client_bps"], known["currency"]),
    )


def answers(draft: SignupDraft) -> dict[str, Any]:
    """The columns of a sign-up with what is being typed laid over them, field by field, where it is acceptable."""
    names = [field.name for field in draft._meta.concrete_fields]
    known = {name: getattr(draft, name) for name in names}
    for step in states.STEPS:
        if step in draft.typed:
            known |= _acceptable(step, draft.typed[step], known)
    return known


def _acceptable(step: str, typed: dict[str, str], known: dict[str, Any]) -> dict[str, Any]:
    data = QueryDict(mutable=True)
    data.update(typed)
    more: dict[str, Any] = {}
    if step == states.BRAND:
        more["preset"] = looks.preset_of(known["niche"], known["trade"], known["language"])
    form = forms.FORMS[step](data=data, **more)
    form.full_clean()
    kept = {key: value for key, value in form.cleaned_data.items() if key in FOLLOWED and key not in form.errors}
    if step == states.NAME and "name" not in kept and typed.get("name"):
        kept["name"] = typed["name"][: letters.NAME_LENGTH]
    return kept


# What the preview follows while it is typed.
FOLLOWED = frozenset(
    ("niche", "trade", "language", "name", "slug", "theme", "look", "currency", "country", "fee", "flat_bps",
     "client_bps", "fixed", "hourly")
)  # fmt: skip


def mark(sketch: Sketch) -> str:
    """Changes when the preview would look different."""
    shown = [sketch.preset.slug, sketch.preset.title, sketch.name, sketch.language, sketch.currency, sketch.look.digest]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:12]

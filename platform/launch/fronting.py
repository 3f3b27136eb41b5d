"""What the front page and the prices page show."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString

from launch import drawing, examples
from launch.sketch import Sketch
from marketplace import presets
from theming import brand


def front() -> dict[str, Any]:
    shown = [_miniature(one) for one in examples.shown()]
    first = examples.find("game-animation")
    return {
        "miniatures": shown,
        "trades": presets.all_of(),
        "example": first.example if first else None,
        "looks_url": reverse("launch:looks_css", args=[examples.looks_digest()]),
    }


def _miniature(one: Sketch) -> SafeString:
    """A marketplace in small: its own look, language and money, drawn with the components of the real ones."""
    with brand.tried_on(one.look), translation.override(one.language):
        told = {
            "sketch": one,
            "jobs": drawing.jobs(one, 2),
            "people": drawing.people(one, 4),
            "url": reverse("launch:example", args=[one.preset.slug]),
            "bidi": translation.get_language_bidi(),
        }
        return render_to_string("launch/miniature.html", told)


def examples_page() -> dict[str, Any]:
    """Every trade that is written, each a marketplace to walk into."""
    others = [found for found in map(examples.find, presets.slugs()) if found is not None]
    return {
        "miniatures": [_miniature(one) for one in others],
        "looks_url": reverse("launch:looks_css", args=[examples.looks_digest()]),
    }


def pricing() -> dict[str, Any]:
    first = examples.find("game-animation")
    return {"example": first.example if first else None}

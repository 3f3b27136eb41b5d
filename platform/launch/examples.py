"""Marketplaces to look at before there is one: a trade, a look, a language and a currency each."""

import hashlib
from functools import lru_cache

from django.utils.text import slugify

from launch import looks, sketch, terms
from marketplace import presets
from theming import brand, bundle, stylesheet

# trade → language, currency, service fee, client fee in basis points
CHOSEN: dict[str, tuple[str, str, str, int]] = {
    "game-animation": ("en", "USD", terms.PER_CLIENT_20, 500),
    "voice-over": ("ar", "KWD", terms.PER_CLIENT_20, 250),
    "bim-cad": ("de", "EUR", terms.PER_CLIENT_10, 400),
    "medical-translation": ("ja", "JPY", terms.PER_CONTRACT_20, 0),
    "beekeeping": ("en", "GBP", terms.PER_CLIENT_10, 0),
    "web-development": ("fr", "TND", terms.FLAT, 300),
}
FLAT_BPS = 1200


@lru_cache(maxsize=32)
def find(slug: str) -> sketch.Sketch | None:
    """The example of a trade; None for a trade nobody wrote. Trades outside the front page speak English."""
    if slug not in presets.slugs():
        return None
    language, currency, fee, client_bps = CHOSEN.get(slug, ("en", "USD", terms.PER_CLIENT_20, 0))
    preset = presets.get(slug, language)
    name = preset.names[0]
    chosen = looks.tokens_of(preset)
    return sketch.Sketch(
        preset=preset,
        name=name,
        slug=slugify(presets.get(slug).names[0]),
        language=language,
        currency=currency,
        look=brand.look(name, {"tokens": chosen, "tagline": preset.headline, "unsaved": True}),
        theme=preset.theme,
        chosen=chosen,
        example=terms.example(fee, FLAT_BPS, client_bps, currency),
    )


def shown() -> list[sketch.Sketch]:
    """Those on the front page, in order."""
    return [found for found in map(find, CHOSEN) if found is not None]


@lru_cache(maxsize=1)
def looks_css() -> str:
    """All looks side by side: what `:root` carries on a page of their own, each class carries here."""
    meaning = (bundle.FOLDER / "css" / "tokens.css").read_text().replace(":root", ".look")
    own = [
        stylesheet.render(one.chosen).replace(":root", f".look-{one.preset.slug}")
        for one in filter(None, map(find, presets.slugs()))
    ]
    return "\n".join([*own, meaning])


def looks_digest() -> str:
    return hashlib.sha256(looks_css().encode()).hexdigest()[:12]

"""What an owner may set of her marketplace's look, checked; never CSS. Pure.

Tokens are a flat dict that goes into JSON: two colours and ten choices. Everything else is derived from them.
"""

from collections.abc import Mapping

from theming import colour, scheme, typefaces

MOTIFS = (
    "geometric",
    "waves",
    "blueprint",
    "halftone",
    "ink",
    "tiles",
    "topographic",
    "waveform",
    "honeycomb",
    "stage",
    "rig",
    "weave",
    "confetti",
    "botanic",
)
CHOICES: dict[str, tuple[str, ...]] = {
    "neutral": ("brand", *scheme.NEUTRAL_HUES),
    "tint": tuple(scheme.TINTS),
    "band": scheme.BANDS,
    "radius": ("sharp", "soft", "round", "pill"),
    "density": ("compact", "regular", "airy"),
    "type": tuple(typefaces.PAIRS),
    "elevation": ("flat", "soft", "lifted", "hard"),
    "border": ("hairline", "none", "bold"),
    "cover": MOTIFS,
    "pattern": ("none", "dots", "grid", "lines", "cross"),
    "scheme": ("auto", "light", "dark"),
}
DEFAULTS: dict[str, str] = {
    "primary": "#4338ca",
    "accent": "#f59e0b",
    "neutral": "cool",
    "tint": "clear",
    "band": "ink",
    "radius": "round",
    "density": "regular",
    "type": "system",
    "elevation": "soft",
    "border": "hairline",
    "cover": "geometric",
    "pattern": "none",
    "scheme": "auto",
}


class UnknownToken(ValueError):
    """A name or value that no brand may carry; the message names it."""


def check(given: Mapping[str, object]) -> dict[str, str]:
    """A full set of tokens: what was given over the defaults; raises UnknownToken for anything outside the lists."""
    checked = dict(DEFAULTS)
    for name, value in given.items():
        if name not in DEFAULTS:
            raise UnknownToken(f"{name}: unknown token")
        text = str(value).strip().lower()
        allowed = colour.is_hex(text) if name in ("primary", "accent") else text in CHOICES[name]
        if not allowed:
            raise UnknownToken(f"{name}: {text[:40]!r} is not allowed")
        checked[name] = text
    return checked


def lenient(given: Mapping[str, object]) -> dict[str, str]:
    """As `check`, but what is not allowed is left out: for a preview drawn while somebody still types."""
    kept: dict[str, object] = {}
    for name, value in given.items():
        try:
            check({name: value})
        except UnknownToken:
            continue
        kept[name] = value
    return check(kept)

"""A brand's stylesheet: raw tokens only, in the layer `brand`; the shared styles give them their meaning. Pure.

The same tokens always give the same text, so its hash may stand in an address that never changes.
"""

import colorsys
import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache

from theming import colour, contrast, scheme, tokens, typefaces

# Part of every hash: raise it when this module says the same tokens differently.
EDITION = "6"

RADII = {
    "sharp": {"s": "0", "m": "0", "l": "0", "button": "0", "chip": "0", "avatar": "0"},
    "soft": {"s": "4px", "m": "6px", "l": "10px", "button": "6px", "chip": "5px", "avatar": "22%"},
    "round": {"s": "7px", "m": "11px", "l": "18px", "button": "10px", "chip": "999px", "avatar": "999px"},
    "pill": {"s": "10px", "m": "16px", "l": "26px", "button": "999px", "chip": "999px", "avatar": "999px"},
}
DENSITIES = {
    "compact": {"unit": "0.215rem", "control": "2.25rem", "text": "0.9375rem", "section": "3.5rem"},
    "regular": {"unit": "0.25rem", "control": "2.625rem", "text": "1rem", "section": "5rem"},
    "airy": {"unit": "0.285rem", "control": "2.875rem", "text": "1.0313rem", "section": "6.5rem"},
}
BORDERS = {
    "hairline": {"card": "1px", "control": "1px", "rule": "1px"},
    "none": {"card": "0px", "control": "1px", "rule": "1px"},
    "bold": {"card": "2px", "control": "2px", "rule": "2px"},
}
CLEAR = 6.5  # words and thin edges alone on the console's dark grounds
CONSOLE_DARK = ("#1d1d1d", "#262626", "#333333")  # the grounds of the console when it is dark
SCHEMES = {"auto": "light dark", "light": "only light", "dark": "only dark"}


@lru_cache(maxsize=512)
def _rendered(packed: str) -> str:
    chosen = json.loads(packed)
    light, dark = scheme.derive(chosen, dark=False), scheme.derive(chosen, dark=True)
    rules = [f"--l-{name}:{shown}" for name, shown in light.items()]
    rules += [f"--d-{name}:{shown}" for name, shown in dark.items()]
    rules += _shape(chosen)
    root = ";".join([f"color-scheme:{SCHEMES[chosen['scheme']]}", *rules])
    return f"@layer brand{{:root{{{root}}}{_pattern(chosen)}}}\n"


def _shape(chosen: Mapping[str, str]) -> list[str]:
    pair = typefaces.PAIRS[chosen["type"]]
    rules = [f"--raw-radius-{name}:{value}" for name, value in RADII[chosen["radius"]].items()]
    rules += [f"--raw-{name}:{value}" for name, value in DENSITIES[chosen["density"]].items()]
    rules += [f"--raw-border-{name}:{value}" for name, value in BORDERS[chosen["border"]].items()]
    rules += [
        f"--raw-font-heading:{pair.heading}",
        f"--raw-font-body:{pair.body}",
        f"--raw-font-code:{typefaces.CODE}",
        f"--raw-heading-weight:{pair.weight}",
        f"--raw-heading-tracking:{pair.tracking}",
        f"--raw-heading-leading:{pair.leading}",
        f"--raw-heading-scale:{pair.scale}",
    ]
    return rules + [f"--raw-shadow-{name}:{value}" for name, value in _shadows(chosen["elevation"]).items()]


def _shadows(kind: str) -> dict[str, str]:
    """Shadows of the text's own colour, so that they stay true on tinted paper; in the dark they deepen."""
    tone = "light-dark(rgb(from var(--l-text) r g b / {0}), rgb(0 0 0 / {1}))"
    soft, deep = tone.format("0.06", "0.4"), tone.format("0.12", "0.55")
    return {
        "flat": {"s": "none", "m": "none", "l": f"0 12px 32px -8px {deep}"},
        "soft": {
            "s": f"0 1px 2px {soft}",
            "m": f"0 1px 2px {soft}, 0 6px 18px -6px {soft}",
            "l": f"0 18px 48px -12px {deep}",
        },
        "lifted": {
            "s": f"0 1px 2px {soft}, 0 2px 6px {soft}",
            "m": f"0 2px 4px {soft}, 0 14px 34px -10px {deep}",
            "l": f"0 28px 64px -16px {deep}, 0 4px 12px {soft}",
        },
        "hard": {
            "s": "2px 2px 0 light-dark(var(--l-text), var(--d-line-strong))",
            "m": "4px 4px 0 light-dark(var(--l-text), var(--d-line-strong))",
            "l": "7px 7px 0 light-dark(var(--l-text), var(--d-line-strong))",
        },
    }[kind]


def _pattern(chosen: Mapping[str, str]) -> str:
    """A faint pattern on the page's ground and in bands, drawn with gradients."""
    line = "light-dark(var(--l-line),var(--d-line))"
    drawn = {
        "none": "",
        "dots": f"radial-gradient({line} 1px,transparent 1.4px);--raw-pattern-size:22px 22px",
        "grid": f"linear-gradient({line} 1px,transparent 1px),linear-gradient(90deg,{line} 1px,transparent 1px);"
        "--raw-pattern-size:32px 32px",
        "lines": f"repeating-linear-gradient(0deg,{line} 0 1px,transparent 1px 28px);--raw-pattern-size:auto",
        "cross": f"repeating-linear-gradient(45deg,{line} 0 1px,transparent 1px 14px);--raw-pattern-size:auto",
    }[chosen["pattern"]]
    return f":root{{--raw-pattern:{drawn}}}" if drawn else ""


def render(given: Mapping[str, object]) -> str:
    """The stylesheet of a brand from its tokens (missing ones are the defaults); raises tokens.UnknownToken."""
    return _rendered(_packed(given))


def render_console(given: Mapping[str, object]) -> str:
    """The colours of the owner's console (Wagtail reads them as hue, saturation and lightness)."""
    light = scheme.derive(tokens.check(given), dark=False)
    tone = colour.oklch(light["primary"])
    menu = colour.to_hex(tone.at(l=min(tone.l, 0.29), c=min(tone.c, 0.085)))
    button = contrast.fit(light["primary"], ("#ffffff",), contrast.SAFE_TEXT, lighter=False)
    on_dark = contrast.fit(light["primary"], CONSOLE_DARK, CLEAR, lighter=True)
    rules = [*_hsl("primary", menu), *_hsl("secondary", button)]
    rules += [*_hsl("secondary-100", on_dark), *_hsl("secondary-75", on_dark)]
    return f":root{{{';'.join(rules)}}}\n"


def _hsl(name: str, shown: str) -> list[str]:
    red, green, blue = (channel / 255 for channel in colour.channels(shown))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    parts = {"hue": f"{hue * 360:.1f}", "saturation": f"{strength * 100:.1f}%", "lightness": f"{light * 100:.1f}%"}
    return [f"--w-color-{name}-{part}:{value}" for part, value in parts.items()]


def digest(given: Mapping[str, object]) -> str:
    """Names this look: equal tokens, equal digest, in every process and release of this edition."""
    return hashlib.sha256(f"{EDITION}{_packed(given)}".encode()).hexdigest()[:16]


def path(name: str) -> str:
    return f"/theme/{name}.css"


def _packed(given: Mapping[str, object]) -> str:
    return json.dumps(tokens.check(given), sort_keys=True, separators=(",", ":"))

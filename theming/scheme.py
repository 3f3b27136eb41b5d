"""From a brand's two colours and its neutral to every colour of a page, light and dark, all pairs readable. Pure."""

from collections.abc import Mapping
from functools import lru_cache

from theming import colour, contrast
from theming.colour import Oklch
from theming.contrast import SAFE_BOUNDARY, SAFE_TEXT, fit

# (text, grounds it stands on): each at least 4.5 : 1, whatever the brand. The test walks this table.
TEXT_PAIRS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("text", ("canvas", "surface", "raised", "sunken", "primary-soft", "accent-soft")),
    ("muted", ("canvas", "surface", "raised", "sunken", "primary-soft")),
    ("link", ("canvas", "surface", "raised", "sunken", "primary-soft")),
    ("accent-text", ("canvas", "surface", "raised", "sunken", "accent-soft")),
    ("on-primary", ("primary", "primary-hover")),
    ("on-accent", ("accent",)),
    ("on-band", ("band", "band-deep")),
    ("band-muted", ("band", "band-deep")),
    ("band-link", ("band", "band-deep")),
    ("on-band-primary", ("band-primary",)),
    *(
        (f"{tone}-text", (f"{tone}-soft", "surface", "canvas", "raised", "sunken"))
        for tone in ("info", "good", "warn", "bad")
    ),
    ("on-bad", ("bad", "bad-hover")),
)
# (edge, grounds it must be seen against): each at least 3 : 1.
EDGE_PAIRS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("control", ("canvas", "surface", "raised", "sunken")),
    ("primary-edge", ("canvas", "surface", "raised", "sunken")),
    ("accent-edge", ("canvas", "surface", "raised")),
    ("focus", ("canvas", "surface", "raised", "sunken")),
    ("band-focus", ("band", "band-deep")),
    ("band-edge", ("band", "band-deep")),
    *((f"{tone}-edge", (f"{tone}-soft", "surface", "canvas")) for tone in ("info", "good", "warn", "bad")),
)
TONE_HUES = {"info": 248.0, "good": 152.0, "warn": 72.0, "bad": 26.0}
NEUTRAL_HUES = {"pure": 0.0, "cool": 255.0, "warm": 65.0, "sand": 85.0, "rose": 15.0, "moss": 135.0}
TINTS = {"quiet": 0.35, "clear": 1.0, "strong": 2.1}
BANDS = ("ink", "brand", "tint", "paper")


def derive(tokens: Mapping[str, object], *, dark: bool) -> dict[str, str]:
    """Every meaning colour of one scheme as `#rrggbb`. Worked out once for each look: every page asks for two."""
    named = (tokens["primary"], tokens["accent"], tokens.get("neutral", "cool"), tokens.get("tint", "clear"))
    return dict(_derived(*map(str, named), str(tokens.get("band", "ink")), dark))


@lru_cache(maxsize=1024)
def _derived(primary: str, accent: str, neutral: str, tint: str, band: str, dark: bool) -> dict[str, str]:
    tone = _neutral(neutral, tint, primary)
    made = _grounds(tone, dark)
    made |= _words(made, tone, dark)
    made |= _filled("primary", primary, made, dark)
    made |= _filled("accent", accent, made, dark)
    grounds = [made[name] for name in ("canvas", "surface", "raised", "sunken")]
    made["text"] = fit(made["text"], [*grounds, made["primary-soft"], made["accent-soft"]], SAFE_TEXT, lighter=dark)
    made["muted"] = fit(made["muted"], [*grounds, made["primary-soft"]], SAFE_TEXT, lighter=dark)
    made["link"] = fit(made["primary"], [*grounds, made["primary-soft"]], SAFE_TEXT, lighter=dark)
    made["accent-text"] = fit(made["accent"], [*grounds, made["accent-soft"]], SAFE_TEXT, lighter=dark)
    made["focus"] = fit(made["primary"], grounds, SAFE_BOUNDARY, lighter=dark)
    made |= _tones(grounds, dark)
    made |= _band(band, primary, accent, made, dark)
    return made


def _neutral(name: str, tint: str, primary: str) -> Oklch:
    hue = colour.oklch(primary).h if name == "brand" else NEUTRAL_HUES.get(name, 255.0)
    strength = 0.0 if name == "pure" else TINTS.get(tint, 1.0)
    return Oklch(0.5, 0.012 * strength, hue)


def _grounds(neutral: Oklch, dark: bool) -> dict[str, str]:
    steps = (
        {"canvas": (0.172, 1.0), "surface": (0.212, 1.1), "raised": (0.252, 1.2), "sunken": (0.145, 0.9)}
        if dark
        else {"canvas": (0.984, 0.55), "surface": (0.998, 0.12), "raised": (1.0, 0.0), "sunken": (0.958, 0.85)}
    )
    lines = (
        {"line": (0.305, 1.3), "line-strong": (0.39, 1.3)}
        if dark
        else {"line": (0.912, 0.9), "line-strong": (0.83, 1.1)}
    )
    return {name: colour.to_hex(neutral.at(l=light, c=neutral.c * c)) for name, (light, c) in (steps | lines).items()}


def _words(made: Mapping[str, str], neutral: Oklch, dark: bool) -> dict[str, str]:
    grounds = [made[name] for name in ("canvas", "surface", "raised", "sunken")]
    return {
        "text": colour.to_hex(neutral.at(l=0.945 if dark else 0.215, c=neutral.c * 1.3)),
        "muted": colour.to_hex(neutral.at(l=0.735 if dark else 0.475, c=neutral.c * 1.5)),
        "control": fit(colour.to_hex(neutral.at(l=0.56 if dark else 0.64)), grounds, SAFE_BOUNDARY, lighter=dark),
    }


def _filled(name: str, brand: str, made: Mapping[str, str], dark: bool) -> dict[str, str]:
    """A brand colour as a fill, the ink on it, its edge and its soft ground."""
    grounds = [made[ground] for ground in ("canvas", "surface", "raised", "sunken")]
    fill = fit(brand, grounds, SAFE_BOUNDARY, lighter=True) if dark else brand
    tone = colour.oklch(fill)
    ink = contrast.ink_for(fill, tone)
    soft = tone.at(l=0.295, c=min(tone.c * 0.45, 0.062)) if dark else tone.at(l=0.955, c=min(tone.c * 0.22, 0.03))
    return {
        name: fill,
        f"{name}-hover": _hover(tone, ink, dark),
        f"on-{name}": ink,
        f"{name}-edge": fit(fill, grounds, SAFE_BOUNDARY, lighter=dark),
        f"{name}-soft": colour.to_hex(soft),
        f"{name}-line": colour.to_hex(soft.at(l=0.4 if dark else 0.87, c=min(tone.c * 0.5, 0.07))),
    }


def _hover(tone: Oklch, ink: str, dark: bool) -> str:
    """A step away that keeps the ink readable: toward the darker for light ink, toward the lighter for dark ink."""
    step = -0.055 if contrast.luminance(ink) > 0.5 else 0.045
    moved = colour.to_hex(tone.at(l=tone.l + step))
    return moved if contrast.ratio(moved, ink) >= contrast.TEXT else colour.to_hex(tone)


def _tones(grounds: list[str], dark: bool) -> dict[str, str]:
    made: dict[str, str] = {}
    for tone, hue in TONE_HUES.items():
        soft = colour.to_hex(Oklch(0.285, 0.045, hue) if dark else Oklch(0.957, 0.028, hue))
        strong = colour.to_hex(Oklch(0.76, 0.13, hue) if dark else Oklch(0.52, 0.135, hue))
        made[f"{tone}-soft"] = soft
        made[f"{tone}-text"] = fit(strong, [*grounds, soft], SAFE_TEXT, lighter=dark)
        made[f"{tone}-edge"] = fit(strong, [*grounds, soft], SAFE_BOUNDARY, lighter=dark)
        made[f"{tone}-line"] = colour.to_hex(Oklch(0.4, 0.07, hue) if dark else Oklch(0.87, 0.07, hue))
    danger = Oklch(0.66, 0.19, 26) if dark else Oklch(0.53, 0.2, 26)
    made["bad"] = colour.to_hex(danger)
    made["on-bad"] = contrast.ink_for(made["bad"], danger)
    made["bad-hover"] = _hover(danger, made["on-bad"], dark)
    return made


def _band(kind: str, primary: str, accent: str, made: Mapping[str, str], dark: bool) -> dict[str, str]:
    """The coloured stripe behind a hero or a footer: deep ink, the brand itself, a tint, or plain paper."""
    tone = colour.oklch(primary)
    ground, deep = {
        "ink": (tone.at(l=0.235, c=min(tone.c * 0.55, 0.075)), tone.at(l=0.175, c=min(tone.c * 0.5, 0.06))),
        "brand": (tone, tone.at(l=tone.l - 0.05)),
        "tint": (tone.at(l=0.27, c=min(tone.c, 0.05)), tone.at(l=0.23, c=min(tone.c, 0.045)))
        if dark
        else (tone.at(l=0.93, c=min(tone.c * 0.35, 0.048)), tone.at(l=0.895, c=min(tone.c * 0.4, 0.06))),
        "paper": (colour.oklch(made["canvas"]), colour.oklch(made["sunken"])),
    }.get(kind, (tone, tone))
    grounds = [colour.to_hex(ground), colour.to_hex(deep)]
    pale = contrast.luminance(grounds[0]) < 0.179
    first = contrast.ink_for(grounds[0], tone)
    ink = fit(first, grounds, SAFE_TEXT, lighter=pale)
    if not contrast.reads_on(ink, grounds, contrast.TEXT):
        grounds[1] = grounds[0]
        ink = first
    muted = fit(colour.blend(ink, grounds[0], 0.3), grounds, SAFE_TEXT, lighter=pale)
    button = fit(primary if kind in ("tint", "paper") else accent, grounds, SAFE_BOUNDARY)
    return {
        "band": grounds[0],
        "band-deep": grounds[1],
        "on-band": ink,
        "band-muted": muted if contrast.reads_on(muted, grounds, contrast.TEXT) else ink,
        "band-link": fit(accent, grounds, SAFE_TEXT, lighter=pale),
        "band-line": colour.blend(grounds[0], ink, 0.18),
        "band-edge": fit(colour.blend(grounds[0], ink, 0.5), grounds, SAFE_BOUNDARY),
        "band-focus": ink,
        "band-primary": button,
        "on-band-primary": contrast.ink_for(button, colour.oklch(button)),
    }

"""Can it be read? WCAG 2.2 contrast, the nearest colour that can be, and the derived colours of a brand. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from theming import colour
from theming.colour import Oklch

TEXT = 4.5
BOUNDARY = 3.0
# Derived colours keep a little distance from the bound, so that rounding never crosses it.
SAFE_TEXT, SAFE_BOUNDARY = 4.6, 3.1
WHITE, BLACK = "#ffffff", "#000000"


def luminance(shown: str) -> float:
    red, green, blue = (colour.linear(channel) for channel in colour.channels(shown))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(first: str, second: str) -> float:
    """WCAG contrast of two opaque colours, 1 to 21."""
    one, two = sorted((luminance(first), luminance(second)), reverse=True)
    return (one + 0.05) / (two + 0.05)


def reads_on(shown: str, grounds: Iterable[str], least: float) -> bool:
    return all(ratio(shown, ground) >= least for ground in grounds)


def fit(wanted: str, grounds: Iterable[str], least: float, *, lighter: bool | None = None) -> str:
    """The colour nearest to `wanted` in lightness, of its hue, that has at least `least` against all grounds.

    `lighter` fixes the direction; without it the shorter way is taken. Where no colour of the hue is enough,
    white or black, whichever stands out more.
    """
    against = tuple(grounds)
    if reads_on(wanted, against, least):
        return wanted
    start = colour.oklch(wanted)
    ways = [True, False] if lighter is None else [lighter]
    found = [(abs(shift), shown) for way in ways for shift, shown in _toward(start, against, least, way)]
    if found:
        return min(found)[1]
    return max((WHITE, BLACK), key=lambda extreme: min(ratio(extreme, ground) for ground in against))


def _toward(start: Oklch, grounds: tuple[str, ...], least: float, lighter: bool) -> Iterable[tuple[float, str]]:
    near, far = start.l, 1.0 if lighter else 0.0
    if not reads_on(WHITE if lighter else BLACK, grounds, least):
        return
    for _ in range(14):
        middle = (near + far) / 2
        enough = reads_on(colour.to_hex(start.at(l=middle)), grounds, least)
        near, far = (near, middle) if enough else (middle, far)
    yield far - start.l, colour.to_hex(start.at(l=far))


def ink_for(ground: str, tint: Oklch) -> str:
    """Text for a filled ground: a tinted near-white or near-black if it reads, else pure white or black."""
    pale = colour.to_hex(tint.at(l=0.985, c=min(tint.c, 0.012)))
    deep = colour.to_hex(tint.at(l=0.19, c=min(tint.c, 0.045)))
    for candidate in (pale, deep, WHITE):
        if ratio(candidate, ground) >= SAFE_TEXT:
            return candidate
    return max((WHITE, BLACK), key=lambda extreme: ratio(extreme, ground))


@dataclass(frozen=True)
class Finding:
    """A colour that cannot be read as it is: `shown` has `reached` on `ground`; `offered` is the nearest that can."""

    token: str
    shown: str
    ground: str
    reached: float
    needed: float
    offered: str


def review(tokens: Mapping[str, object], ground: str = WHITE) -> list[Finding]:
    """Which of a brand's colours cannot stand as text or edge on the page, and the nearest that can.

    Nothing breaks if the owner keeps them: the derived text and edges are readable anyway. The offer lets her
    choose a brand colour that is shown exactly as she typed it.
    """
    found = []
    for token, needed in (("primary", TEXT), ("accent", BOUNDARY)):
        shown = str(tokens[token])
        reached = ratio(shown, ground)
        if reached < needed:
            found.append(
                Finding(token, shown, ground, round(reached, 2), needed, nearest_readable(shown, ground, needed))
            )
    return found


def nearest_readable(shown: str, ground: str = WHITE, least: float = TEXT) -> str:
    return fit(shown, (ground,), least)

"""Type pairs from fonts that people's machines already have: nothing is downloaded, nothing shifts. Pure.

Stacks follow Modern Font Stacks (https://modernfontstacks.com), each closed by Arabic and Japanese faces of the same
temper, so that a page in another script keeps the brand's voice.
"""

from dataclasses import dataclass

ARABIC_SANS = "'SF Arabic', 'Segoe UI Arabic', 'Noto Sans Arabic', 'Noto Kufi Arabic'"
ARABIC_SERIF = "'Geeza Pro', 'Sakkal Majalla', 'Noto Naskh Arabic', 'Amiri'"
ARABIC_KUFI = "'Noto Kufi Arabic', 'Kufi Standard GK', 'Geeza Pro', 'Segoe UI'"
JAPANESE_SANS = "'Hiragino Sans', 'Yu Gothic UI', 'Meiryo', 'Noto Sans CJK JP', 'Noto Sans JP'"
JAPANESE_SERIF = "'Hiragino Mincho ProN', 'Yu Mincho', 'YuMincho', 'Noto Serif CJK JP', 'Noto Serif JP'"
JAPANESE_ROUND = "'Hiragino Maru Gothic ProN', 'Yu Gothic UI', 'Noto Sans CJK JP'"

GROTESK = f"Inter, 'Helvetica Neue', 'Arial Nova', 'Liberation Sans', Arial, {ARABIC_SANS}, {JAPANESE_SANS}, sans-serif"
SYSTEM = f"system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', {ARABIC_SANS}, {JAPANESE_SANS}, sans-serif"
HUMANIST = f"Seravek, 'Gill Sans Nova', Ubuntu, Calibri, 'Noto Sans', {ARABIC_SANS}, {JAPANESE_SANS}, sans-serif"
GEOMETRIC = (
    f"Avenir, 'Avenir Next', Montserrat, Corbel, 'URW Gothic', 'Noto Sans', {ARABIC_SANS}, {JAPANESE_SANS}, sans-serif"
)
INDUSTRIAL = (
    "'DIN Alternate', 'Bahnschrift', 'Franklin Gothic Medium', 'Arial Narrow', 'Liberation Sans Narrow', "
    f"'DejaVu Sans Condensed', {ARABIC_SANS}, {JAPANESE_SANS}, sans-serif"
)
ROUNDED = (
    f"ui-rounded, 'SF Pro Rounded', 'Arial Rounded MT Bold', Quicksand, Nunito, 'Noto Sans', {ARABIC_SANS}, "
    f"{JAPANESE_ROUND}, sans-serif"
)
BOOK = f"Charter, 'Bitstream Charter', 'Sitka Text', Cambria, 'Noto Serif', {ARABIC_SERIF}, {JAPANESE_SERIF}, serif"
OLD_STYLE = (
    "'Iowan Old Style', 'Palatino Linotype', Palatino, 'URW Palladio L', 'Noto Serif', 'Liberation Serif', "
    f"{ARABIC_SERIF}, {JAPANESE_SERIF}, serif"
)
DIDONE = f"Didot, 'Bodoni MT', 'Noto Serif Display', 'URW Bookman', Sylfaen, {ARABIC_SERIF}, {JAPANESE_SERIF}, serif"
SLAB = f"Rockwell, 'Rockwell Nova', 'Roboto Slab', 'DejaVu Serif', {ARABIC_SERIF}, {JAPANESE_SERIF}, serif"
MONO = f"ui-monospace, 'Cascadia Code', 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', {JAPANESE_SANS}, monospace"
MINCHO = f"{JAPANESE_SERIF}, {OLD_STYLE}"
GOTHIC = f"{JAPANESE_SANS}, {GROTESK}"
KUFI = f"{ARABIC_KUFI}, {SYSTEM}"
NASKH = f"'Noto Sans Arabic', {ARABIC_SANS}, {SYSTEM}"


@dataclass(frozen=True)
class Pair:
    """Headings and running text; weight of headings, their letter spacing in em, and their line height."""

    heading: str
    body: str
    weight: int = 680
    tracking: str = "-0.021em"
    leading: str = "1.12"
    scale: str = "1"


PAIRS: dict[str, Pair] = {
    "system": Pair(SYSTEM, SYSTEM),
    "grotesk": Pair(GROTESK, GROTESK, 720, "-0.032em", "1.06"),
    "humanist": Pair(HUMANIST, HUMANIST, 650, "-0.012em", "1.15"),
    "geometric": Pair(GEOMETRIC, GEOMETRIC, 700, "-0.018em", "1.12"),
    "industrial": Pair(INDUSTRIAL, SYSTEM, 700, "-0.004em", "1.04", "1.08"),
    "rounded": Pair(ROUNDED, ROUNDED, 750, "-0.012em", "1.14"),
    "serif": Pair(BOOK, SYSTEM, 600, "-0.016em", "1.14"),
    "literary": Pair(OLD_STYLE, HUMANIST, 600, "-0.012em", "1.12", "1.05"),
    "editorial": Pair(DIDONE, GROTESK, 500, "-0.022em", "1.04", "1.12"),
    "slab": Pair(SLAB, HUMANIST, 700, "-0.014em", "1.12"),
    "mono": Pair(MONO, SYSTEM, 640, "-0.035em", "1.16", "0.94"),
    "mincho": Pair(MINCHO, GOTHIC, 600, "0", "1.3", "0.96"),
    "gothic": Pair(GOTHIC, GOTHIC, 700, "0", "1.28", "0.96"),
    "kufi": Pair(KUFI, NASKH, 700, "0", "1.34", "0.98"),
}
CODE = "ui-monospace, 'Cascadia Code', 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"

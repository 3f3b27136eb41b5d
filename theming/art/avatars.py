"""Faces without photographs: initials over a small composition of the brand's colours; and a mark for the brand."""

from theming.art.drawing import dice, svg, tag
from theming.art.palettes import Palette


def initials(name: str) -> str:
    """One or two letters; one sign where the script writes names without spaces."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return ""
    if ord(words[0][0]) > 0x2E80:
        return words[0][0]
    letters = words[0][0] + (words[-1][0] if len(words) > 1 and ord(words[0][0]) < 0x0590 else "")
    return letters.upper()


def avatar(seed: str, palette: Palette, *, name: str = "", standalone: bool = False) -> str:
    """A square of 48; the page cuts it round. Inline in pages, so small and without ids."""
    roll = dice("avatar", seed)
    ground = roll.choice((palette.deep, palette.primary, palette.third, palette.accent, palette.soft))
    others = [shade for shade in (*palette.bright, palette.deep, palette.soft) if shade != ground]
    shapes = _shapes(roll.randrange(5), roll, roll.sample(others, 2))
    ink = palette.on(ground)
    text = tag(
        "text", initials(name), x=24, y=25, fill=ink, font_size=19, font_weight=650, text_anchor="middle",
        dominant_baseline="central",
    ) if initials(name) else ""  # fmt: skip
    return svg(48, 48, tag("rect", width=48, height=48, fill=ground), *shapes, text, standalone=standalone)


def avatar_picture(seed: str, motif: str, palette: Palette) -> str:
    """An avatar as a file of its own; `motif` may carry the name whose initials it shows."""
    return avatar(seed, palette, name=motif, standalone=True)


def _shapes(kind: int, roll: object, shades: list[str]) -> list[str]:
    turn = f"rotate({roll.randrange(0, 360, 15)} 24 24)"  # type: ignore[attr-defined]
    one, two = shades
    drawn = (
        (tag("circle", cx=6, cy=44, r=26, fill=one), tag("circle", cx=46, cy=6, r=12, fill=two)),
        (tag("path", d="M-20 48 24 8 68 48Z", fill=one), tag("circle", cx=40, cy=4, r=9, fill=two)),
        (
            tag("path", d="M0 30q12-14 24 0t24 0v40H0z", fill=one),
            tag("path", d="M0 40q12-12 24 0t24 0v30H0z", fill=two),
        ),
        (
            tag("rect", x=-14, y=26, width=76, height=12, fill=one),
            tag("rect", x=-14, y=38, width=76, height=30, fill=two),
        ),
        (tag("circle", cx=24, cy=52, r=30, fill=one), tag("circle", cx=24, cy=52, r=20, fill=two)),
    )[kind]
    return [tag("g", *drawn, transform=turn, opacity="0.55")]


def mark(name: str, palette: Palette, *, standalone: bool = False) -> str:
    """The sign of a brand that has no logo yet: its first letter in a shape of its own."""
    roll = dice("mark", name)
    corner = roll.choice((0, 9, 16))
    accent = roll.choice(
        (
            tag("circle", cx=25, cy=7, r=4.5, fill=palette.accent),
            tag("path", d="M32 20V32H20z", fill=palette.accent),
            tag("rect", x=0, y=26, width=32, height=6, fill=palette.accent),
            tag("path", d="M32 0H20L32 12z", fill=palette.accent),
        )
    )
    letter = tag(
        "text", initials(name)[:1] or "·", x=16, y=16.5, fill=palette.on(palette.primary), font_size=18,
        font_weight=750, text_anchor="middle", dominant_baseline="central",
    )  # fmt: skip
    ground = tag("rect", width=32, height=32, rx=corner, fill=palette.primary)
    return svg(32, 32, ground, accent, letter, standalone=standalone, class_="brand-mark", aria_hidden="true")

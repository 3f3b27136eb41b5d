"""Drawn from nature: waves, mountains in ink, contour lines, leaves."""

import math
from random import Random

from theming import colour
from theming.art.drawing import number, smooth, tag
from theming.art.palettes import Palette


def _ridge(roll: Random, base: float, rise: float, steps: int) -> list[tuple[float, float]]:
    return [(640 * k / steps, base - roll.random() * rise) for k in range(steps + 1)]


def waves(roll: Random, palette: Palette, uid: str) -> list[str]:
    """Swell upon swell from light to deep under a low sun."""
    sky = roll.choice((palette.soft, palette.paper))
    sun = roll.randrange(120, 520)
    drawn = [
        tag("rect", width=640, height=320, fill=sky),
        tag("circle", cx=sun, cy=118, r=roll.randrange(52, 84), fill=palette.accent),
    ]
    layers = 6
    for layer in range(layers):
        share = layer / (layers - 1)
        shade = colour.blend(palette.third, palette.primary, share * 2) if share < 0.5 else colour.blend(
            palette.primary, palette.deep, share * 2 - 1)  # fmt: skip
        phase, height = roll.random() * 6.3, 14 + 10 * share
        points = [
            (
                float(x),
                132 + layer * 34 + math.sin(x / (74 + 12 * layer) + phase) * height + math.sin(x / 31 + phase * 2) * 5,
            )
            for x in range(-40, 721, 76)
        ]
        drawn.append(tag("path", d=f"{smooth(points)}V330H-40Z", fill=shade, opacity="0.94"))
    return drawn


def ink(roll: Random, palette: Palette, uid: str) -> list[str]:
    """Mountains in washes of ink with mist between them, and one red sun."""
    shades = [colour.blend(palette.paper, palette.deep, share) for share in (0.28, 0.5, 0.78, 1.0)]
    fades = [
        tag("linearGradient", tag("stop", offset="0", stop_color=shade), tag("stop", offset="1", stop_color=palette.paper),
            id=f"{uid}{index}", x1=0, y1=0, x2=0, y2=1)
        for index, shade in enumerate(shades)
    ]  # fmt: skip
    drawn = [
        tag("defs", *fades),
        tag("rect", width=640, height=320, fill=palette.paper),
        tag(
            "circle",
            cx=roll.randrange(120, 540),
            cy=roll.randrange(60, 86),
            r=roll.randrange(34, 50),
            fill=palette.accent,
        ),
    ]
    for index in range(4):
        top = 96 + index * 46
        peak, spread = roll.randrange(40, 600), roll.randrange(120, 240)
        points = [
            (float(x), top + 34 - (78 - index * 10) * math.exp(-(((x - peak) / spread) ** 2)) - roll.random() * 26)
            for x in range(-30, 701, 42)
        ]
        drawn.append(tag("path", d=f"{smooth(points)}V{top + 170}H-30Z", fill=f"url(#{uid}{index})", opacity="0.92"))
    x, y = roll.randrange(60, 440), roll.randrange(40, 70)
    birds = "".join(f"M{x + k * 26} {y + k % 2 * 12}q7-9 12 0q5-9 12 0" for k in range(3))
    return [*drawn, tag("path", d=birds, fill="none", stroke=palette.deep, stroke_width=2, stroke_linecap="round")]


def topographic(roll: Random, palette: Palette, uid: str) -> list[str]:
    """Heights in steps of colour, with the lines of a map."""
    dark = roll.random() < 0.5
    low, high = (palette.ink, palette.primary) if dark else (palette.paper, palette.primary)
    drawn = [tag("rect", width=640, height=320, fill=low)]
    cx, cy = roll.uniform(150, 490), roll.uniform(90, 230)
    waves_of = [
        (k, roll.uniform(0.05, 0.22) / k**0.6, roll.random() * 6.3, roll.uniform(-0.5, 0.5)) for k in (1, 2, 3, 5)
    ]
    levels = 10
    for level in range(levels):
        share = level / (levels - 1)
        radius = 430 * (1 - share) ** 1.15 + 16
        points = []
        for step in range(15):
            angle = step * math.tau / 14
            swell = 1 + sum(a * math.cos(k * angle + p + drift * share * 4) for k, a, p, drift in waves_of)
            points.append((cx + math.cos(angle) * radius * swell * 1.25, cy + math.sin(angle) * radius * swell * 0.8))
        last = level == levels - 1
        shade = palette.accent if last else colour.blend(low, high, share * 0.85)
        drawn.append(tag("path", d=smooth(points) + "Z", fill=shade, stroke=colour.blend(high, palette.soft, 0.3),
                         stroke_width=1.2, stroke_opacity="0.55"))  # fmt: skip
    return drawn


def botanic(roll: Random, palette: Palette, uid: str) -> list[str]:
    """Stems with paired leaves, each leaf with a light and a shaded half."""
    drawn = [
        tag("rect", width=640, height=320, fill=palette.soft),
        tag("circle", cx=roll.randrange(140, 500), cy=roll.randrange(110, 190), r=roll.randrange(80, 120), fill=palette.accent,
            opacity="0.85"),
    ]  # fmt: skip
    shades = (
        (palette.primary, palette.deep),
        (palette.deep, palette.ink),
        (palette.third, palette.primary),
    )
    for index in range(7):
        x = 30 + index * 96 + roll.randrange(-22, 22)
        drawn.append(_stem(roll, x, roll.choice(shades), 0.8 + roll.random() * 0.75))
    return drawn


def _stem(roll: Random, x: int, shades: tuple[str, str], scale: float) -> str:
    light, dark = shades
    half = "M0 0Q{0} {1} 0 {2}Z"
    drawn = [tag("path", d="M0 0Q6-90 0-190", stroke=dark, stroke_width=3.5, fill="none", stroke_linecap="round")]
    for pair in range(5):
        size, y = 62 - pair * 8, -26 - pair * 36
        for way in (-1, 1):
            turn = way * (62 - pair * 5) + roll.randrange(-6, 7)
            leaf = tag("path", d=half.format(number(-size * 0.42), number(-size * 0.5), -size), fill=light) + tag(
                "path", d=half.format(number(size * 0.42), number(-size * 0.5), -size), fill=dark
            )
            drawn.append(tag("g", leaf, transform=f"translate(2 {y}) rotate({turn})"))
    tip = tag("path", d=half.format(-14, -20, -42), fill=light) + tag("path", d=half.format(14, -20, -42), fill=dark)
    drawn.append(tag("g", tip, transform="translate(0 -186)"))
    return tag("g", *drawn, transform=f"translate({x} 330) rotate({roll.randrange(-16, 17)}) scale({scale:.2f})")

"""For stage and studio: a voice as bars, lights over a stage, paper shapes in the air."""

import math
from random import Random

from theming import colour
from theming.art.drawing import tag
from theming.art.palettes import Palette


def waveform(roll: Random, palette: Palette, uid: str) -> list[str]:
    """A phrase of a voice as round bars, loud in its middle, with rings of sound behind."""
    ground = roll.choice((palette.deep, palette.ink, palette.primary))
    tone = palette.accent if ground == palette.primary else palette.primary
    cx = roll.randrange(160, 480)
    drawn = [tag("rect", width=640, height=320, fill=ground)]
    drawn += [
        tag(
            "circle",
            cx=cx,
            cy=160,
            r=reach,
            fill="none",
            stroke=palette.soft,
            stroke_width=1.5,
            opacity=f"{0.3 - reach / 1500:.2f}",
        )
        for reach in range(50, 420, 44)
    ]
    phases = [(roll.uniform(0.05, 0.4), roll.random() * 6.3) for _ in range(4)]
    for index in range(46):
        x = 14 + index * 13.6
        loud = abs(sum(math.sin(index * f + p) for f, p in phases)) / 2.4
        reach = 8 + 118 * min(loud, 1) * (0.25 + 0.75 * math.exp(-(((x - cx) / 210) ** 2)))
        shade = colour.blend(
            tone, palette.accent if tone != palette.accent else palette.soft, min(abs(x - cx) / 330, 1)
        )
        drawn.append(
            tag(
                "path",
                d=f"M{x:.0f} {160 - reach:.0f}V{160 + reach:.0f}",
                stroke=shade,
                stroke_width=7,
                stroke_linecap="round",
            )
        )
    return drawn


def stage(roll: Random, palette: Palette, uid: str) -> list[str]:
    """Beams from the rig meet on the boards; heads of the audience in front."""
    beams, lamps = [], []
    shades = [palette.accent, palette.primary, palette.third, palette.soft]
    for index in range(5):
        x, target = 80 + index * 120, roll.randrange(120, 520)
        wide = roll.randrange(46, 92)
        beams.append(
            tag("path", d=f"M{x - 7} 26L{target - wide} 250A{wide} 16 0 0 0 {target + wide} 250L{x + 7} 26Z",
                fill=roll.choice(shades), opacity="0.34")
        )  # fmt: skip
        lamps.append(tag("rect", x=x - 11, y=8, width=22, height=22, rx=5, fill=palette.paper))
    heads = "".join(
        f"M{x} 330v-16a{r} {r} 0 0 1 {2 * r} 0v16z"
        for x, r in ((k * 44 - 12 + roll.randrange(-6, 7), roll.randrange(14, 21)) for k in range(16))
    )
    return [
        tag("rect", width=640, height=320, fill=palette.ink),
        tag("ellipse", cx=320, cy=262, rx=360, ry=64, fill=palette.deep),
        tag("path", d="M0 14H640", stroke=palette.soft, stroke_width=3, opacity="0.4"),
        *beams,
        *lamps,
        tag("path", d="M314 252h12l-2-70h-8zM306 254h28v5h-28z", fill=palette.paper),
        tag("rect", x=311, y=158, width=18, height=30, rx=9, fill=palette.accent),
        tag("path", d=heads, fill=palette.ink),
    ]


def confetti(roll: Random, palette: Palette, uid: str) -> list[str]:
    """Paper shapes and squiggles, never two on one spot."""
    ground = roll.choice((palette.soft, palette.primary, palette.paper))
    shades = [s for s in (palette.primary, palette.accent, palette.third, palette.deep, palette.paper) if s != ground]
    drawn = [tag("rect", width=640, height=320, fill=ground)]
    for row in range(4):
        for column in range(8):
            x, y = column * 82 + 32 + roll.randrange(-16, 17), row * 84 + 34 + roll.randrange(-16, 17)
            drawn.append(_paper(roll, x, y, roll.choice(shades)))
    return drawn


def _paper(roll: Random, x: int, y: int, shade: str) -> str:
    line = {"fill": "none", "stroke": shade, "stroke_width": 7, "stroke_linecap": "round", "stroke_linejoin": "round"}
    shape = roll.choice(
        (
            tag("circle", r=17, fill=shade),
            tag("circle", r=14, **{**line, "stroke_width": 8}),
            tag("path", d="M-26 0q6.5-13 13 0t13 0 13 0 13 0", **line),
            tag("path", d="M0-19L18 14H-18Z", fill=shade),
            tag("path", d="M-15 0h30M0-15v30", **line),
            tag("rect", x=-15, y=-15, width=30, height=30, rx=6, fill=shade),
            tag("path", d="M-20 10A20 20 0 0 1 20 10Z", fill=shade),
            tag("path", d="M-22 6l11-12 11 12 11-12 11 12", **line),
        )
    )
    return tag("g", shape, transform=f"translate({x} {y}) rotate({roll.randrange(0, 360, 15)})")

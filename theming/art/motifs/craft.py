"""Made by hand: tiles with stars, woven cloth, printed dots."""

import math
from random import Random

from theming import colour
from theming.art.drawing import number, tag
from theming.art.palettes import Palette


def _star(radius: float, points: int = 8, depth: float = 0.765) -> str:
    steps = []
    for k in range(points * 2):
        reach = radius if k % 2 == 0 else radius * depth
        angle = math.pi * k / points
        steps.append(f"{number(math.cos(angle) * reach)} {number(math.sin(angle) * reach)}")
    return "M" + " ".join(steps) + "Z"


def tiles(roll: Random, palette: Palette, uid: str) -> list[str]:
    """Eight-pointed stars and crosses as on the walls of a madrasa, laid a little unevenly in colour."""
    star = tag("path", d=_star(44)), tag("path", d=_star(30), fill="none", stroke=palette.soft, stroke_width=2)
    heart = tag("path", d=_star(15, 8, 0.6), fill=palette.accent)
    crossing = tag("path", d="M0-24L9-9 24 0 9 9 0 24-9 9-24 0-9-9Z", id=f"{uid}c")
    drawn = [tag("defs", tag("g", *star, heart, id=f"{uid}s"), crossing)]
    drawn.append(tag("rect", width=640, height=320, fill=palette.paper))
    stars = (palette.primary, palette.deep, palette.third)
    main = roll.choice(stars)
    for row in range(-1, 5):
        for column in range(-1, 9):
            x, y = column * 80 + 40, row * 80 + 40
            shade = main if roll.random() < 0.62 else roll.choice(stars)
            drawn.append(tag("use", href=f"#{uid}s", x=x, y=y, fill=shade))
            shade = roll.choice((palette.accent, palette.third, main))
            drawn.append(tag("use", href=f"#{uid}c", x=x + 40, y=y + 40, fill=shade))
    return drawn


def weave(roll: Random, palette: Palette, uid: str) -> list[str]:
    """Bands of cloth, over and under."""
    ground = colour.blend(palette.primary, palette.ink, 0.35)
    shades = (palette.primary, palette.accent, palette.soft, palette.third, palette.paper)
    across = [roll.choice(shades) for _ in range(9)]
    down = [roll.choice(shades) for _ in range(17)]
    drawn = [tag("rect", width=640, height=320, fill=ground)]
    drawn += [tag("rect", x=x * 40 - 18, y=0, width=34, height=320, fill=shade) for x, shade in enumerate(down)]
    for y, shade in enumerate(across):
        over = "".join(f"M{x * 40 - 21} {y * 40 - 1}h40" for x in range(17) if (x + y) % 2 == 0)
        drawn.append(tag("path", d=over, stroke=ground, stroke_width=40))
        drawn.append(tag("path", d=over, stroke=shade, stroke_width=34))
        stitch = "".join(f"M{x * 40 - 18} {y * 40 - 1}h34" for x in range(17) if (x + y) % 2 == 0)
        drawn.append(tag("path", d=stitch, stroke=ground, stroke_width=1.5, stroke_dasharray="5 4", opacity="0.5"))
    return [*drawn[:1], tag("g", *drawn[1:], transform=f"rotate({roll.choice((-8, 0, 8))} 320 160) scale(1.12)")]


def halftone(roll: Random, palette: Palette, uid: str) -> list[str]:
    """Printed dots that swell toward a point, over one bold shape."""
    ground, dots = roll.choice(
        ((palette.primary, palette.ink), (palette.paper, palette.primary), (palette.accent, palette.primary))
    )
    third = palette.soft if ground != palette.paper else palette.accent
    cx, cy = roll.uniform(80, 560), roll.uniform(40, 280)
    sizes: dict[int, list[str]] = {}
    for row in range(17):
        for column in range(33):
            x, y = column * 20 + (row % 2) * 10, row * 20
            size = round(max(0.0, 21 - math.hypot(x - cx, (y - cy) * 1.15) / 20))
            if size > 1:
                sizes.setdefault(size, []).append(f"M{x} {y}h0")
    bold = roll.choice(
        (
            tag("circle", cx=640 - cx, cy=150, r=112, fill=third),
            tag("path", d="M-10 330L330-10h120L110 330z", fill=third),
            tag("rect", x=640 - cx - 90, y=60, width=190, height=190, fill=third, transform="rotate(12 320 160)"),
        )
    )
    return [
        tag("rect", width=640, height=320, fill=ground),
        bold,
        *(
            tag("path", d="".join(marks), stroke=dots, stroke_width=size, stroke_linecap="round")
            for size, marks in sorted(sizes.items())
        ),
    ]

"""Drawn with ruler and compass: tiles of geometry, a plan, a rig, a honeycomb."""

import itertools
import math
from random import Random

from theming.art.drawing import number, path, smooth, tag
from theming.art.palettes import Palette


def geometric(roll: Random, palette: Palette, uid: str) -> list[str]:
    """Squares of 80 with quarter circles, halves, triangles and dots, as in a Bauhaus primer."""
    ground = roll.choice((palette.paper, palette.soft, palette.deep))
    shades = [
        shade
        for shade in (palette.primary, palette.accent, palette.deep, palette.third, palette.soft)
        if shade != ground
    ]
    drawn = [tag("rect", width=640, height=320, fill=ground)]
    for row in range(4):
        for column in range(8):
            if roll.random() < 0.16:
                continue
            drawn.append(_tile(roll, column * 80, row * 80, roll.sample(shades, 2)))
    return drawn


def _tile(roll: Random, x: int, y: int, shades: list[str]) -> str:
    one, two = shades
    base = tag("path", d="M0 0h80v80H0z", fill=two) if roll.random() < 0.45 else ""
    shape = roll.choice(
        (
            tag("path", d="M0 0h80A80 80 0 0 1 0 80z", fill=one),
            tag("path", d="M0 0a40 40 0 0 0 80 0z", fill=one) + tag("path", d="M0 40a40 40 0 0 0 80 0z", fill=one),
            tag("path", d="M0 80L80 0v80z", fill=one),
            tag("circle", cx=40, cy=40, r=26, fill=one),
            tag("path", d="M0 0h40a40 40 0 0 1 40 40v40H40A40 40 0 0 1 0 40z", fill=one),
            tag("path", d="M0 8h80M0 24h80M0 40h80M0 56h80M0 72h80", stroke=one, stroke_width=8),
            tag("path", d="M0 0a80 80 0 0 1 80 80H48A48 48 0 0 0 0 32z", fill=one),
            tag("path", d="M40 6l34 34-34 34L6 40z", fill=one),
        )
    )
    return tag("g", base, shape, transform=f"translate({x} {y}) rotate({roll.choice((0, 90, 180, 270))} 40 40)")


def blueprint(roll: Random, palette: Palette, uid: str) -> list[str]:
    """A floor plan on blue ground: walls, doors with their swing, a grid, dimension lines."""
    line = palette.paper
    fine = "".join(f"M{x} 0V320" for x in range(0, 641, 20)) + "".join(f"M0 {y}H640" for y in range(0, 321, 20))
    bold = "".join(f"M{x} 0V320" for x in range(0, 641, 100)) + "".join(f"M0 {y}H640" for y in range(0, 321, 100))
    rooms = _rooms(roll, 110, 50, 420, 210, 3)
    walls = "".join(f"M{x} {y}h{w}v{h}h{-w}z" for x, y, w, h in rooms)
    doors = "".join(
        f"M{x + 18} {y + h}v-26M{x + 18} {y + h - 26}a26 26 0 0 1 26 26" for x, y, w, h in rooms if w > 70 and h > 50
    )
    chosen = roll.choice(rooms)
    cx, cy = chosen[0] + chosen[2] / 2, chosen[1] + chosen[3] / 2
    return [
        tag("rect", width=640, height=320, fill=palette.deep),
        tag("path", d=fine, stroke=line, stroke_width=1, opacity="0.07"),
        tag("path", d=bold, stroke=line, stroke_width=1, opacity="0.12"),
        tag("rect", x=chosen[0], y=chosen[1], width=chosen[2], height=chosen[3], fill=palette.primary, opacity="0.75"),
        tag("path", d=walls, stroke=line, stroke_width=5, fill="none", opacity="0.95"),
        tag("path", d=doors, stroke=line, stroke_width=1.5, fill="none", opacity="0.8"),
        tag("path", d="M110 284h420M110 276v16M530 276v16M566 50v210M558 50h16M558 260h16", stroke=palette.accent, stroke_width=2),
        tag("circle", cx=cx, cy=cy, r=min(chosen[2], chosen[3]) * 0.28, fill="none", stroke=palette.accent, stroke_width=2),
        tag("path", d=f"M{number(cx - 90)} {number(cy)}h180M{number(cx)} {number(cy - 80)}v160", stroke=palette.accent,
            stroke_width=1.2, stroke_dasharray="14 4 3 4"),
    ]  # fmt: skip


def _rooms(roll: Random, x: int, y: int, w: int, h: int, depth: int) -> list[tuple[int, int, int, int]]:
    if depth == 0 or max(w, h) < 120:
        return [(x, y, w, h)]
    share = roll.choice((0.36, 0.45, 0.55, 0.64))
    if w > h * 1.1:
        cut = int(w * share / 10) * 10
        return [*_rooms(roll, x, y, cut, h, depth - 1), *_rooms(roll, x + cut, y, w - cut, h, depth - 1)]
    cut = int(h * share / 10) * 10
    return [*_rooms(roll, x, y, w, cut, depth - 1), *_rooms(roll, x, y + cut, w, h - cut, depth - 1)]


def rig(roll: Random, palette: Palette, uid: str) -> list[str]:
    """A limb of three bones through the poses of one move, its path of motion, a floor in perspective."""
    floor = (
        "".join(f"M{320 + (x - 320) * 0.25:.0f} 236L{x} 320" for x in range(-560, 1201, 80))
        + "M0 236H640M0 254H640M0 280H640"
    )
    shapes = [
        tag("rect", width=640, height=320, fill=palette.ink),
        tag(
            "circle",
            cx=roll.randrange(380, 560),
            cy=96,
            r=roll.randrange(70, 110),
            fill=palette.primary,
            opacity="0.55",
        ),
        tag("path", d=floor, stroke=palette.soft, stroke_width=1, opacity="0.16"),
    ]
    start, bend, poses = roll.uniform(0.2, 0.5), roll.uniform(0.5, 0.95), 7
    tips: list[tuple[float, float]] = []
    for pose in range(poses):
        time = pose / (poses - 1)
        last = pose == poses - 1
        joints = _limb(
            90 + 380 * time, 96 + 22 * math.sin(time * math.pi * 2), start + time * 1.1, bend * math.sin(time * 5 + 1)
        )
        tips.append(joints[-1])
        shade = palette.accent if last else palette.soft
        shapes.append(
            tag("g", *_bones(joints, shade, palette, last), opacity="1" if last else f"{0.12 + 0.5 * time:.2f}")
        )
    shapes.insert(3, tag("path", d=smooth(tips), fill="none", stroke=palette.third, stroke_width=2.5, stroke_dasharray="2 7",
                         stroke_linecap="round"))  # fmt: skip
    shapes += [tag("circle", cx=x, cy=y, r=4, fill=palette.third) for x, y in tips]
    return shapes


def _limb(x: float, y: float, swing: float, bend: float) -> list[tuple[float, float]]:
    joints, angle = [(x, y)], math.pi / 2 - 0.5 + swing * 0.8
    for length, turn in ((86, 0.0), (74, bend), (38, -bend * 0.7 - 0.7)):
        angle += turn
        x, y = x + math.cos(angle) * length, y + math.sin(angle) * length
        joints.append((x, y))
    return joints


def _bones(joints: list[tuple[float, float]], shade: str, palette: Palette, filled: bool) -> list[str]:
    drawn = []
    for (ax, ay), (bx, by) in itertools.pairwise(joints):
        dx, dy = bx - ax, by - ay
        knot = (ax + dx * 0.2, ay + dy * 0.2)
        side = (-dy * 0.13, dx * 0.13)
        bone = path(
            (ax, ay),
            (knot[0] + side[0], knot[1] + side[1]),
            (bx, by),
            (knot[0] - side[0], knot[1] - side[1]),
            close=True,
        )
        drawn.append(
            tag(
                "path",
                d=bone,
                fill=shade if filled else "none",
                stroke=shade,
                stroke_width=1.6,
                stroke_linejoin="round",
            )
        )
    drawn += [tag("circle", cx=x, cy=y, r=6, fill=palette.ink, stroke=shade, stroke_width=2.5) for x, y in joints]
    return drawn


def honeycomb(roll: Random, palette: Palette, uid: str) -> list[str]:
    """Cells that fade out toward one side; a few hold colour, a few are only drawn."""
    drawn = [tag("rect", width=640, height=320, fill=palette.soft)]
    side, heavy = 44.0, roll.choice((0, 640))
    cell = "".join(
        f"{number(side * math.cos(math.pi / 3 * k))} {number(side * math.sin(math.pi / 3 * k))} " for k in range(6)
    )
    for column in range(11):
        for row in range(6):
            x, y = column * side * 1.5, row * side * 1.732 + (column % 2) * side * 0.866
            near = 1 - abs(x - heavy) / 640
            if roll.random() > near * 1.35:
                continue
            shade = roll.choice(
                (palette.primary, palette.primary, palette.deep, palette.third, palette.paper, palette.accent)
            )
            hollow = roll.random() < 0.22
            drawn.append(
                tag("path", d=f"M{cell.strip()}Z", transform=f"translate({number(x)} {number(y)}) scale(.94)",
                    fill="none" if hollow else shade, stroke=palette.primary if hollow else None, stroke_width=2 if hollow else None,
                    opacity=f"{0.35 + near * 0.65:.2f}")
            )  # fmt: skip
    return drawn

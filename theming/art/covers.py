"""Covers for cards and profiles, and the larger pictures of a niche: a motif with signs of work laid over it."""

import hashlib
from functools import lru_cache

from theming.art import avatars
from theming.art.drawing import dice, svg, tag
from theming.art.motifs import PAINTERS
from theming.art.palettes import Palette


def _painted(seed: str, motif: str, palette: Palette) -> list[str]:
    known = motif if motif in PAINTERS else "geometric"
    uid = "a" + hashlib.sha256(f"{known}{seed}".encode()).hexdigest()[:8]
    return PAINTERS[known](dice("cover", known, seed), palette, uid)


@lru_cache(maxsize=512)
def cover(seed: str, motif: str, palette: Palette, *, standalone: bool = True) -> str:
    """A picture of 640 × 320, 2 to 9 kB. An unknown motif is drawn as geometric."""
    shapes = _painted(seed, motif, palette)
    return svg(640, 320, *shapes, standalone=standalone, preserveAspectRatio="xMidYMid slice")


@lru_cache(maxsize=128)
def illustration(seed: str, motif: str, palette: Palette, *, standalone: bool = True) -> str:
    """The picture beside a headline, 560 × 460: the motif in a frame, before it a person, a message, a payment."""
    uid = "i" + hashlib.sha256(f"{motif}{seed}".encode()).hexdigest()[:8]
    roll = dice("illustration", motif, seed)
    frame = roll.choice(
        (
            "M60 40h400a24 24 0 0 1 24 24v296a24 24 0 0 1-24 24H60a24 24 0 0 1-24-24V64a24 24 0 0 1 24-24z",
            "M36 384V214a224 174 0 0 1 448 0v146a24 24 0 0 1-24 24z",
            "M36 64a24 24 0 0 1 24-24h250a174 174 0 0 1 174 174v146a24 24 0 0 1-24 24H60a24 24 0 0 1-24-24z",
        )
    )
    scene = tag("g", *_painted(seed, motif, palette), transform="translate(-90 40) scale(1.08)")
    return svg(
        560, 460,
        tag("defs", tag("clipPath", tag("path", d=frame), id=uid)),
        tag("g", scene, clip_path=f"url(#{uid})"),
        _person(palette, seed), _message(palette), _paid(palette),
        standalone=standalone,
    )  # fmt: skip


def _sheet(palette: Palette, x: int, y: int, width: int, height: int, *inside: str) -> str:
    shadow = tag("rect", x=3, y=8, width=width, height=height, rx=16, fill=palette.ink, opacity="0.16")
    sheet = tag("rect", width=width, height=height, rx=16, fill="white")
    return tag("g", shadow, sheet, *inside, transform=f"translate({x} {y})")


def _person(palette: Palette, seed: str) -> str:
    face = avatars.avatar(f"{seed}-person", palette)
    return _sheet(
        palette, 0, 250, 230, 112,
        tag("svg", tag("g", face), x=18, y=20, width=48, height=48),
        tag("rect", x=80, y=26, width=104, height=11, rx=5.5, fill=palette.ink),
        tag("rect", x=80, y=47, width=72, height=9, rx=4.5, fill=palette.soft),
        *(tag("path", d=f"M{24 + k * 21} 82l2.9 6 6.6.9-4.8 4.6 1.2 6.5-5.9-3.1-5.9 3.1 1.2-6.5-4.8-4.6 6.6-.9z", fill=palette.accent)
          for k in range(5)),
        tag("rect", x=140, y=84, width=68, height=14, rx=7, fill=palette.soft),
    )  # fmt: skip


def _message(palette: Palette) -> str:
    ink = palette.on(palette.accent)
    bubble = tag("path", d="M18 0h152a18 18 0 0 1 18 18v30a18 18 0 0 1-18 18H40L18 84V66A18 18 0 0 1 0 48V18A18 18 0 0 1 18 0z",
                 fill=palette.accent)  # fmt: skip
    lines = tag("path", d="M24 24h126M24 43h82", stroke=ink, stroke_width=8, stroke_linecap="round", opacity="0.9")
    return tag("g", bubble, lines, transform="translate(360 84)")


def _paid(palette: Palette) -> str:
    return _sheet(
        palette, 330, 320, 214, 92,
        tag("circle", cx=42, cy=46, r=22, fill=palette.primary),
        tag("path", d="M32 46l7 8 14-15", fill="none", stroke=palette.on(palette.primary), stroke_width=4.5,
            stroke_linecap="round", stroke_linejoin="round"),
        tag("rect", x=80, y=28, width=92, height=12, rx=6, fill=palette.ink),
        tag("rect", x=80, y=51, width=112, height=9, rx=4.5, fill=palette.soft),
    )  # fmt: skip

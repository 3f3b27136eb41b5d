"""Colours as people see them: OKLCH and back, mapped into what an sRGB screen can show. Pure.

The matrices are Björn Ottosson's (https://bottosson.github.io/posts/oklab/); the mapping keeps lightness and hue and
takes away chroma until the colour fits, as CSS Color 4 §13.2 does.
"""

import math
import re
from dataclasses import dataclass, replace
from functools import lru_cache

HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Oklch:
    """Lightness 0 to 1, chroma 0 to about 0.37, hue in degrees."""

    l: float  # noqa: E741
    c: float
    h: float

    def at(self, *, l: float | None = None, c: float | None = None, h: float | None = None) -> "Oklch":  # noqa: E741
        return replace(
            self,
            l=self.l if l is None else min(max(l, 0.0), 1.0),
            c=self.c if c is None else max(c, 0.0),
            h=self.h if h is None else h % 360,
        )


def is_hex(text: object) -> bool:
    """Only `#rrggbb` in small letters; everything stored is written so."""
    return isinstance(text, str) and HEX.fullmatch(text) is not None


def channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def linear(channel: int) -> float:
    part = channel / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


@lru_cache(maxsize=4096)
def oklch(colour: str) -> Oklch:
    red, green, blue = (linear(channel) for channel in channels(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    light = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Oklch(light, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def _linear_rgb(colour: Oklch) -> tuple[float, float, float]:
    a, b = colour.c * math.cos(math.radians(colour.h)), colour.c * math.sin(math.radians(colour.h))
    long = (colour.l + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (colour.l - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.l - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _fits(colour: Oklch) -> bool:
    return all(-1e-4 <= part <= 1 + 1e-4 for part in _linear_rgb(colour))


@lru_cache(maxsize=16384)
def to_hex(colour: Oklch) -> str:
    """The nearest colour of the same lightness and hue that the screen can show."""
    if colour.l >= 1:
        return "#ffffff"
    if colour.l <= 0:
        return "#000000"
    if not _fits(colour):
        low, high = 0.0, colour.c
        for _ in range(18):
            middle = (low + high) / 2
            low, high = (middle, high) if _fits(colour.at(c=middle)) else (low, middle)
        colour = colour.at(c=low)
    parts = (round(255 * min(max(_encoded(max(part, 0.0)), 0.0), 1.0)) for part in _linear_rgb(colour))
    return "#{:02x}{:02x}{:02x}".format(*parts)


def blend(first: str, second: str, share: float) -> str:
    """`share` of the second colour in the first, mixed in linear light of OKLab."""
    one, two = oklch(first), oklch(second)
    ax, ay = one.c * math.cos(math.radians(one.h)), one.c * math.sin(math.radians(one.h))
    bx, by = two.c * math.cos(math.radians(two.h)), two.c * math.sin(math.radians(two.h))
    x, y = ax + (bx - ax) * share, ay + (by - ay) * share
    return to_hex(Oklch(one.l + (two.l - one.l) * share, math.hypot(x, y), math.degrees(math.atan2(y, x)) % 360))

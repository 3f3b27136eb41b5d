"""Covers and illustrations: one painter per motif."""

from theming.art.drawing import dice, svg, tag
from theming.art.palettes import Palette


def cover(seed: str, motif: str, palette: Palette) -> str:
    """A picture of 640 × 320 for a card or a profile."""
    roll = dice("cover", motif, seed)
    shapes = [
        tag(
            "circle",
            cx=roll.randrange(640),
            cy=roll.randrange(320),
            r=roll.randrange(40, 160),
            fill=shade,
            opacity="0.9",
        )
        for shade in (palette.primary, palette.accent, palette.third, palette.soft)
    ]
    return svg(
        640, 320, tag("rect", width=640, height=320, fill=palette.deep), *shapes, preserveAspectRatio="xMidYMid slice"
    )


def illustration(motif: str, seed: str, palette: Palette) -> str:
    return cover(seed, motif, palette)

"""The handful of colours a picture is made of, from a brand's tokens."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from theming import colour, contrast, scheme


@dataclass(frozen=True)
class Palette:
    """From dark to light: ink, deep, primary, third (between the two), accent, soft, paper."""

    ink: str
    deep: str
    primary: str
    third: str
    accent: str
    soft: str
    paper: str

    @property
    def bright(self) -> tuple[str, ...]:
        return (self.primary, self.accent, self.third)

    def on(self, ground: str) -> str:
        """Which of paper and ink reads on a ground."""
        return max((self.paper, self.ink), key=lambda shown: contrast.ratio(shown, ground))


def palette_of(tokens: Mapping[str, object]) -> Palette:
    return _palette(str(tokens["primary"]), str(tokens["accent"]), str(tokens.get("neutral", "cool")))


@lru_cache(maxsize=256)
def _palette(primary: str, accent: str, neutral: str) -> Palette:
    tone, other = colour.oklch(primary), colour.oklch(accent)
    chroma = max(min(tone.c, 0.16), min(other.c, 0.1) * 0.5)
    turn = ((other.h - tone.h + 540) % 360) - 180
    warm = neutral in ("warm", "sand", "rose", "moss")
    sheet = colour.Oklch(0.965, 0.017, scheme.NEUTRAL_HUES[neutral]) if warm else tone.at(l=0.972, c=min(tone.c, 0.014))
    between = tone.at(l=(tone.l + other.l) / 2 + 0.06, c=(tone.c + other.c) / 2, h=tone.h + turn * 0.42)
    return Palette(
        ink=colour.to_hex(tone.at(l=0.2, c=min(chroma, 0.05))),
        deep=colour.to_hex(tone.at(l=max(min(tone.l * 0.62, 0.36), 0.24), c=min(chroma, 0.1))),
        primary=primary,
        third=colour.to_hex(between),
        accent=accent,
        soft=colour.to_hex(tone.at(l=0.885, c=min(tone.c, 0.055))),
        paper=colour.to_hex(sheet),
    )

"""One painter per motif: `paint(roll, palette, uid) -> shapes` on a canvas of 640 × 320. `uid` makes ids unique."""

from collections.abc import Callable
from random import Random

from theming.art.motifs import craft, drafts, land, play
from theming.art.palettes import Palette

Painter = Callable[[Random, Palette, str], list[str]]

PAINTERS: dict[str, Painter] = {
    "geometric": drafts.geometric,
    "blueprint": drafts.blueprint,
    "rig": drafts.rig,
    "honeycomb": drafts.honeycomb,
    "waves": land.waves,
    "ink": land.ink,
    "topographic": land.topographic,
    "botanic": land.botanic,
    "tiles": craft.tiles,
    "weave": craft.weave,
    "halftone": craft.halftone,
    "waveform": play.waveform,
    "stage": play.stage,
    "confetti": play.confetti,
}

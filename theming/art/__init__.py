"""Pictures drawn from a seed: avatars, covers, illustrations, the mark of a brand without a logo. Pure.

Everything is a string of SVG with presentation attributes only, so that it may stand in a page under a strict policy.
The same seed, motif and palette always give the same picture.
"""

from theming.art.avatars import avatar, avatar_picture, mark
from theming.art.covers import cover, illustration
from theming.art.palettes import Palette, palette_of

__all__ = ["Palette", "avatar", "avatar_picture", "cover", "illustration", "mark", "palette_of"]

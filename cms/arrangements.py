"""The arrangements of home pages, which the wizard's preview shares: see marketplace.presets.arrangements."""

from marketplace.presets.arrangements import of

__all__ = ["of"]

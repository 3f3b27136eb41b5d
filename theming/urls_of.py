"""Addresses of what theming serves; one place, because they carry the hash that makes them immutable."""

from urllib.parse import quote


def art_path(kind: str, seed: str, motif: str, digest: str) -> str:
    """`/art/cover/<seed>.svg?m=<motif>&v=<brand>`: the same address always answers the same picture."""
    return f"/art/{kind}/{quote(seed, safe='')}.svg?m={quote(motif)}&v={digest}"


def theme_path(digest: str) -> str:
    return f"/theme/{digest}.css"

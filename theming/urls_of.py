"""Addresses of pictures: everything a picture is made of stands in its address, so that it never changes."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from theming import colour, scheme


def art_path(kind: str, seed: str, motif: str, tokens: Mapping[str, str]) -> str:
    """`/art/cover/<seed>.svg?c=1f3a5f-c73e2c-sand&m=ink`"""
    colours = "-".join((tokens["primary"][1:], tokens["accent"][1:], tokens["neutral"]))
    asked = {"c": colours, "m": motif or tokens["cover"]}
    return f"/art/{kind}/{quote(seed, safe='')}.svg?{urlencode(asked)}"


def colours_of(asked: str) -> dict[str, str] | None:
    """What `c` of such an address says, or None if it is not of our making."""
    parts = asked.lower().split("-")
    if len(parts) != 3 or not all(colour.is_hex(f"#{part}") for part in parts[:2]):
        return None
    neutral = parts[2] if parts[2] in scheme.NEUTRAL_HUES else "brand"
    return {"primary": f"#{parts[0]}", "accent": f"#{parts[1]}", "neutral": neutral}

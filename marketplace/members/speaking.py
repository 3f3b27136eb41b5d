"""The words of the trade in the reader's language, as long as the owner has left them as they came with it."""

from functools import lru_cache
from typing import Literal

from django.utils import translation

from marketplace import presets
from tenants import current

Kind = Literal["categories", "skills"]


def said(kind: Kind, slug: str, name: str) -> str:
    """What a category or a skill is called: the trade's own word in the language of the page, if the marketplace
    speaks it and `name` is still the trade's word in its main one; otherwise `name`."""
    here, language = current.get(), translation.get_language() or ""
    if here.is_public or language == here.language or language not in here.languages:
        return name
    return _dictionary(here.niche or here.name, kind, here.language, language).get((slug, name), name)


@lru_cache(maxsize=128)
def _dictionary(niche: str, kind: Kind, main: str, language: str) -> dict[tuple[str, str], str]:
    theirs = {one.slug: one.name for one in getattr(_preset(niche, language), kind)}
    ours = getattr(_preset(niche, main), kind)
    return {(one.slug, one.name): theirs[one.slug] for one in ours if one.slug in theirs}


def _preset(niche: str, language: str) -> presets.Preset:
    return presets.get(niche, language) if niche in presets.slugs() else presets.free(niche, language)

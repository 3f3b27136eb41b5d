"""Niches as data: what a new marketplace of a trade starts with, in the language it will speak. Pure.

    presets.get("beekeeping", "de")    # a Preset; what that language lacks comes from its general text, never from
                                       # English alone, so that no page mixes two languages
    presets.free("falconry", "en")     # a trade nobody wrote about yet
    presets.guess("rigs for games")    # "game-animation"

One folder a niche, one JSON file a language (`niches/<slug>/<language>.json`). `en.json` holds the facts too: look,
amounts, countries, which job needs which skill. The other files hold words only, in the same order, and may hold
only some of them. `free/` is the niche that fits any trade: `{niche}` stands for what was typed.
It lives on the marketplace's floor because the wizard and the pages both read it and may not know each other.
"""

from marketplace.presets.guessing import guess
from marketplace.presets.reading import FREE, all_of, free, get, names_for, slugs
from marketplace.presets.scales import magnitude, scaled
from marketplace.presets.words import Category, Job, Person, Preset, Skill

__all__ = [
    "FREE", "Category", "Job", "Person", "Preset", "Skill", "all_of", "free", "get", "guess", "magnitude",
    "names_for", "scaled", "slugs",
]  # fmt: skip

"""Which niche somebody means by a few words. Pure; no match is an answer too."""

import re

from marketplace.presets import reading

WORD = re.compile(r"[^\W\d_]{2,}")


def guess(text: str) -> str:
    """The slug of the niche that shares most words with `text`, or "" when none shares a word of its trade."""
    said = {_stem(word) for word in WORD.findall(text.lower())}
    scores = [(len(said & _words(slug)), -place, slug) for place, slug in enumerate(reading.slugs())]
    best = max(scores, default=(0, 0, ""))
    return best[2] if best[0] else ""


def _words(slug: str) -> set[str]:
    return {_stem(word) for word in reading.get(slug).keywords}


def _stem(word: str) -> str:
    """Plural and singular are one word here."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word

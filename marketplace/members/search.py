"""Full text for people's words: every word a prefix, so that "rig" finds "rigging", in any language's letters."""

import re

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models

# One configuration for all marketplaces and languages: words are folded, not stemmed, and prefixes match endings.
CONFIG = "simple"
WORDS = re.compile(r"[^\W_]+(?:[+#]+)?", re.UNICODE)
MAX_WORDS = 12


def vector(**weights: str) -> models.Expression:
    """An expression for a generated column: `vector(A="title", B="words")`."""
    parts = [SearchVector(column, weight=weight, config=CONFIG) for weight, column in weights.items()]
    joined: models.Expression = parts[0]
    for part in parts[1:]:
        joined = joined + part
    return joined


def query(text: str) -> SearchQuery | None:
    """All words of `text`, each as a prefix; None when there is no word in it."""
    words = WORDS.findall(text[:200].lower())[:MAX_WORDS]
    if not words:
        return None
    return SearchQuery(" & ".join(f"'{word}':*" for word in words), search_type="raw", config=CONFIG)

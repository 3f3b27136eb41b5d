"""Words that have to stand on one line."""

import re

# Every space but the two that hold an amount or a quotation mark to its word.
_GAP = re.compile(r"[^\S\u00a0\u202f]+")


def one_line(text: str) -> str:
    """The same words without line breaks, for a mail's header; spaces that must not break stay as they are."""
    return _GAP.sub(" ", text).strip()

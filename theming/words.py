"""The short texts that carry an owner's voice, for each language of her marketplace."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Word(NamedTuple):
    """One text: how long it may be, and what is said where nothing is written (nothing, where that is empty)."""

    most: int
    label: Any
    usual: Any = ""
    help: Any = ""


WORDS: dict[str, Word] = {
    "tagline": Word(160, _("One line about the marketplace")),
    "description": Word(
        300, _("What it is, in two sentences"), help=_("Search engines and shared links show it.")
    ),
    "footer": Word(160, _("Last line of every page")),
    "funds": Word(
        40,
        _("What you call money that is held for work"),
        _("project funds"),
        _("Some laws reserve the word escrow."),
    ),
    "client": Word(40, _("What you call who hires"), _("Client")),
    "freelancer": Word(40, _("What you call who works"), _("Freelancer")),
    "jobs": Word(40, _("How the list of jobs is called"), _("Find work")),
    "talent": Word(40, _("How the list of people is called"), _("Find talent")),
    "greeting": Word(120, _("How e-mails begin"), help=_("It stands above the text of every e-mail.")),
    "closing": Word(200, _("How e-mails end"), help=_("It stands below the text of every e-mail.")),
}  # fmt: skip


def said(texts: Mapping[str, Any], name: str, main: str) -> Any:
    """The text in the language that is read, else in the marketplace's main one, else what is usual.

    `texts`: {"words": {language: {name: text}}, name: text}; what has no language was written before there were any.
    """
    words = texts.get("words") or {}
    for language in (get_language() or main, main):
        if text := words.get(language, {}).get(name):
            return text
    return texts.get(name) or WORDS[name].usual


def written(texts: Mapping[str, Any], language: str, main: str) -> dict[str, str]:
    """What the owner has written in one language, by name: what her editor shows."""
    words = (texts.get("words") or {}).get(language, {})
    old = texts if language == main else {}
    return {name: words.get(name) or old.get(name) or "" for name in WORDS}

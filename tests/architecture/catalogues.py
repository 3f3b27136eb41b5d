"""What can be wrong with one translation, said in a sentence each."""

import re

from babel.messages.catalog import Message

# CLDR's names of the forms, in the catalogue's order.
FORMS = {
    "ar": ("zero", "one", "two", "few", "many", "other"),
    "de": ("one", "other"),
    "fr": ("one", "other"),
    "ja": ("other",),
}
# These forms stand for one number only: "ein Auftrag", طلبان. French "one" is not here: it also takes nought.
EXACT = {"ar": {0, 1, 2}, "de": {0}, "fr": set(), "ja": set()}

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|%[sd](?![a-z])|%|\{\w*(?:[.:!][^{}]*)?\}|[{}]")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")


def faults(message: Message, language: str) -> list[str]:
    """Every fault of a translation that is there; none for a good one."""
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    if isinstance(message.id, tuple) != isinstance(message.string, tuple):
        return ["singular and plural are confused"]
    if isinstance(message.id, tuple) and len(said) != len(FORMS[language]):
        return [f"{len(said)} forms instead of {len(FORMS[language])}: {', '.join(FORMS[language])}"]
    if not all(said):
        return ["untranslated"]
    found = ["fuzzy"] if message.fuzzy else []
    for index, text in enumerate(said):
        source = _source(message, language, index)
        found += [
            f"{text!r}: {why}" for why in _faults_of(message, source, text, exact=_exact(message, language, index))
        ]
    return found


def _source(message: Message, language: str, index: int) -> str:
    """The English form that says what this form says."""
    if not isinstance(message.id, tuple):
        return message.id
    return message.id[0] if FORMS[language][index] == "one" else message.id[1]


def _exact(message: Message, language: str, index: int) -> bool:
    return isinstance(message.id, tuple) and index in EXACT[language]


def _faults_of(message: Message, source: str, text: str, *, exact: bool) -> list[str]:
    found = []
    known = set(PLACEHOLDER.findall(" ".join(message.id) if isinstance(message.id, tuple) else message.id))
    said, wanted = set(PLACEHOLDER.findall(text)), set(PLACEHOLDER.findall(source))
    if unknown := said - known:
        found.append(f"placeholders that English has not: {sorted(unknown)}")
    missing = wanted - said
    if len(missing) > (1 if exact else 0):
        found.append(f"placeholders missing: {sorted(missing)}")
    if sorted(TAG.findall(text)) != sorted(TAG.findall(source)):
        found.append(f"tags differ: {sorted(TAG.findall(source))}")
    if _ends(text) != _ends(source):
        found.append("white space at the beginning or the end differs")
    return found


def _ends(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

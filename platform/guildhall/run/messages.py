"""Bring the catalogues up to date with the code: new messages empty, vanished ones gone, translations kept."""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from guildhall.run import extraction

# Which form a number takes, in CLDR's order of the forms; Arabic: zero, one, two, few, many, other.
PLURALS = {
    "ar": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
        "n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
    ),
    "de": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "ja": "nplurals=1; plural=0;",
}
FOLDER = extraction.ROOT / "locale"
WIDTH = 120


def place(language: str, folder: Path = FOLDER) -> Path:
    return folder / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return _empty(language)
    with path.open("rb") as text:
        return read_po(text, locale=language)


def _empty(language: str) -> Catalog:
    catalogue = Catalog(locale=language)
    catalogue.mime_headers = [("Plural-Forms", PLURALS[language])]
    return catalogue


def write(catalogue: Catalog, path: Path) -> None:
    """Sorted, without dates or line numbers: what did not change gives no diff."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    with partial.open("wb") as text:
        for line in (
            'msgid ""',
            'msgstr ""',
            '"Project-Id-Version: Guildhall\\n"',
            f'"Language: {catalogue.locale_identifier}\\n"',
            '"MIME-Version: 1.0\\n"',
            '"Content-Type: text/plain; charset=utf-8\\n"',
            '"Content-Transfer-Encoding: 8bit\\n"',
            f'"Plural-Forms: {catalogue.plural_forms}\\n"',
            "",
        ):
            text.write(line.encode() + b"\n")
        write_po(text, catalogue, width=WIDTH, omit_header=True, sort_output=True, include_lineno=False)
    partial.replace(path)


def catalogue_of(texts: list[tuple[str, extraction.Text]], language: str) -> Catalog:
    """An empty catalogue of what the code says."""
    catalogue = _empty(language)
    for file, text in texts:
        name = (text.message, text.plural) if text.plural else text.message
        catalogue.add(name, context=text.context, locations=[(file, 1)])
    return catalogue


def merged(fresh: Catalog, old: Catalog) -> Catalog:
    """The fresh catalogue with the translations that still say the same; nothing is guessed, so nothing is fuzzy."""
    for message in messages(fresh):
        known = old.get(message.id, message.context)
        if known and known.id == message.id and not known.fuzzy:
            message.string = known.string
    return fresh


def is_whole(message: Message) -> bool:
    said = (message.string,) if isinstance(message.string, str) else message.string or ()
    return bool(said) and all(said)


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def main() -> int:
    texts = list(extraction.everything())
    for language in PLURALS:
        path = place(language)
        catalogue = merged(catalogue_of(texts, language), read(path, language))
        write(catalogue, path)
        missing = sum(not is_whole(message) for message in messages(catalogue))
        print(f"{language}: {len(catalogue)} messages, {missing} to translate")
    return 0


if __name__ == "__main__":
    sys.exit(main())

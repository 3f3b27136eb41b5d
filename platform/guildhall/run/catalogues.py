"""Compile the catalogues that changed: gettext's own tools are not on every machine, Babel is."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parents[3] / "locale"


def compile_changed(folder: Path = FOLDER) -> int:
    """Write each `.mo` that is missing or older than its `.po`; return how many."""
    written = 0
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parts[-3])
        partial = target.with_suffix(".partial")
        with partial.open("wb") as binary:
            write_mo(binary, catalogue)
        partial.replace(target)
        written += 1
    return written


if __name__ == "__main__":
    compile_changed()
    sys.exit(0)

"""All component styles as one file, all behaviours as another: two requests instead of fifty, and no build.

Files stay small and separate in `static/theming/`; they are joined once per process (per request while
developing) and served under the hash of what they say.
"""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

FOLDER = Path(__file__).parent / "static" / "theming"
ORDER = ("layers.css", "reset.css", "tokens.css", "base.css", "layout.css")


@dataclass(frozen=True)
class Bundle:
    text: bytes
    packed: bytes
    digest: str


def css() -> Bundle:
    return _stylesheet() if not settings.DEBUG else _stylesheet.__wrapped__()


def js() -> Bundle:
    return _behaviours() if not settings.DEBUG else _behaviours.__wrapped__()


def css_url() -> str:
    return f"/theme/base-{css().digest}.css"


def js_url() -> str:
    return f"/theme/base-{js().digest}.js"


@lru_cache(maxsize=1)
def _stylesheet() -> Bundle:
    folder = FOLDER / "css"
    names = [*ORDER, *sorted(path.name for path in folder.glob("*.css") if path.name not in ORDER)]
    return _bundle("\n".join(_lean(folder / name) for name in names))


@lru_cache(maxsize=1)
def _behaviours() -> Bundle:
    """Each module has no imports of its own and stands in a block, so that no name meets another."""
    paths = sorted((FOLDER / "js").glob("*.js"))
    return _bundle("\n".join("{\n" + path.read_text() + "\n}" for path in paths))


def _lean(path: Path) -> str:
    """A stylesheet without its comments and indentation."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _bundle(text: str) -> Bundle:
    content = text.encode()
    return Bundle(content, gzip.compress(content, 9, mtime=0), hashlib.sha256(content).hexdigest()[:12])

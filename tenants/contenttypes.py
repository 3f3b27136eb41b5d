"""Content types are cached once per schema, not once per process."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connections


class BySchema(dict[str, Any]):
    """What Django's manager keeps as {alias: {…}}, kept as {(alias, schema): {…}}: threads in two marketplaces, or
    in a marketplace and in public, never read each other's ids."""

    def _key(self, alias: str) -> Any:
        return (alias, connections[alias].schema_name)

    def __getitem__(self, alias: str) -> Any:
        return super().__getitem__(self._key(alias))

    def setdefault(self, alias: str, default: Any = None) -> Any:
        return super().setdefault(self._key(alias), default)

    def get(self, alias: str, default: Any = None) -> Any:
        return super().get(self._key(alias), default)

    def __iter__(self) -> Iterator[Any]:
        return super().__iter__()


def install() -> None:
    """Give the manager of content types the cache keyed by schema."""
    ContentType.objects._cache = BySchema()  # type: ignore[attr-defined]

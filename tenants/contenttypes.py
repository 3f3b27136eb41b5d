"""Content types are cached once per schema, not once per process."""

from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

from django.contrib.contenttypes.models import ContentTypeManager

from tenants import wire


class BySchema(dict[str, Any]):
    """What Django's manager keeps as {alias: {…}}, kept as {(alias, schema): {…}}: threads in two marketplaces, or
    in a marketplace and in public, never read each other's ids."""

    def _key(self, alias: str) -> Any:
        return (alias, wire.of(alias).schema_name)

    def __getitem__(self, alias: str) -> Any:
        return super().__getitem__(self._key(alias))

    def setdefault(self, alias: str, default: Any = None) -> Any:
        return super().setdefault(self._key(alias), default)

    def get(self, alias: str, default: Any = None) -> Any:
        return super().get(self._key(alias), default)

    def __iter__(self) -> Iterator[Any]:
        return super().__iter__()


class _PerModel:
    """`manager._cache`, the same for every copy of the manager: Django copies managers anew whenever a model is
    registered, and a copy would start with a cache that knows nothing of schemas. Historical models of migrations
    have a cache of their own."""

    def __init__(self) -> None:
        self._stores: WeakKeyDictionary[type, BySchema] = WeakKeyDictionary()

    def __get__(self, manager: Any, owner: type | None = None) -> BySchema:
        return self._stores.setdefault(manager.model, BySchema())

    def __set__(self, manager: Any, fresh: object) -> None:
        """The manager's own empty dict, given at its birth, is never used."""


def install() -> None:
    """Give every manager of content types the cache keyed by schema."""
    ContentTypeManager._cache = _PerModel()  # type: ignore[attr-defined]

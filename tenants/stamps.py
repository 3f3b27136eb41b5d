"""A row knows the schema it came from, and cannot be written in another one."""

from typing import Any

from django.db import models
from django.db.models.base import ModelState

from tenants import wire


class OtherMarketplace(RuntimeError):
    """A row of one schema was about to be saved, deleted or followed in another one."""


class StampedAlias:
    """`instance._state.db`: setting it (on loading, on saving) also notes the schema that is active."""

    def __get__(self, state: Any, owner: type | None = None) -> Any:
        return None if state is None else state.__dict__.get("db")

    def __set__(self, state: Any, alias: str | None) -> None:
        state.__dict__["db"] = alias
        state.__dict__["schema"] = wire.of(alias).schema_name if alias else None


def schema_of(instance: models.Model) -> str | None:
    """The schema a row was loaded from or saved to; None while it is only in memory."""
    return instance._state.__dict__.get("schema")


class Router:
    """Django asks a router before each save, delete and step along a relation: the moment to look at the stamp."""

    def db_for_write(self, model: type[models.Model], **hints: Any) -> None:
        self._look(hints.get("instance"))

    def db_for_read(self, model: type[models.Model], **hints: Any) -> None:
        self._look(hints.get("instance"))

    def allow_relation(self, one: models.Model, other: models.Model, **hints: Any) -> bool | None:
        schemas = {schema_of(one), schema_of(other)} - {None}
        return False if len(schemas) > 1 else None

    def _look(self, instance: models.Model | None) -> None:
        if not isinstance(instance, models.Model):
            return
        stamp, alias = schema_of(instance), instance._state.db
        if stamp and alias and stamp != wire.of(alias).schema_name:
            raise OtherMarketplace(
                f"This {type(instance).__name__} belongs to schema {stamp}, "
                f"and {wire.of('default').schema_name} is active."
            )


def install() -> None:
    """Stamp every instance from now on."""
    ModelState.db = StampedAlias()  # type: ignore[assignment]

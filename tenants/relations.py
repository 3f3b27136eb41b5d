"""Deleting follows what points at a row, within the schema only.

Django's collector asks every model that has a foreign key to the deleted one. The user's table is in public and in
each marketplace; the tables of marketplaces alone are not in public, and public's are not in a marketplace.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Model, deletion

from tenants.models import PUBLIC
from tenants.wire import connection


def lives_here(model: type[Model]) -> bool:
    """Whether the active schema has a table for `model`."""
    return is_listed(model, settings.SHARED_APPS if connection.schema_name == PUBLIC else settings.TENANT_APPS)


def is_listed(model: type[Model], listed: list[str]) -> bool:
    """Whether the model's app is in a list of apps, by its name or its config's."""
    config = model._meta.app_config
    if config is None:
        return False
    return config.name in listed or f"{config.__module__}.{config.__class__.__qualname__}" in listed


def install() -> None:
    """Have the collector look in the active schema only. Called once, when the apps are ready."""
    candidates: Any = deletion.get_candidate_relations_to_delete
    if getattr(candidates, "bound", False):
        return

    def within(opts: Any) -> Iterator[Any]:
        return (relation for relation in candidates(opts) if lives_here(relation.related_model))

    within.bound = True  # type: ignore[attr-defined]
    deletion.get_candidate_relations_to_delete = within

"""The domain of a host, with its tenant: asked for at the start of every request, so the statement is written once for
the process, and the ORM, which takes longer to write it than the server to answer, is left out.

A visitor's page is content with what this process read within the last second: going to sleep for that one answer costs
a page that asks the database nothing else a third of its time. Whoever is signed in always sees what stands now: she
may be the one who has just changed it.
"""

import os
import time
from copy import copy, deepcopy
from functools import cache
from typing import Any, TypeVar

from django.db import models

from tenants import scope, states
from tenants.models import PUBLIC, Domain, Tenant
from tenants.wire import connection

KEPT = float(os.environ.get("GUILDHALL_HOSTS_KEPT", "1"))  # seconds
_MANY = 1_000
_Row = tuple[Any, ...]
_TENANT = Domain._meta.get_field("tenant")
M = TypeVar("M", bound=models.Model)
_kept: dict[tuple[str, str], tuple[float, Domain]] = {}  # by database and host: when it was read, and what


def by_host(host: str, *, afresh: bool = True) -> Domain | None:
    """The domain of a normalised host, its tenant loaded. One query, and one round trip; unless `afresh` none where
    this process read it less than KEPT seconds ago. New objects each time."""
    place = (connection.settings_dict["NAME"], host)
    when, known = _kept.get(place, (0.0, None))
    if known and not afresh and time.monotonic() - when < KEPT:
        return _twin(known)
    row = _asked(host)
    domain = _of(row) if row else None
    if KEPT and domain and domain.is_primary and domain.tenant.state in states.SERVED:
        _keep(place, domain)
    else:  # one that is being built is waited for
        _kept.pop(place, None)
    return domain


def _keep(place: tuple[str, str], domain: Domain) -> None:
    if len(_kept) >= _MANY:
        _kept.clear()
    _kept[place] = (time.monotonic(), _twin(domain))


def _twin(domain: Domain) -> Domain:
    """The same rows as objects of their own, lists and dicts too: what the page does to them, no other page sees."""
    twin = _copied(domain)
    _TENANT.set_cached_value(twin, _copied(domain.tenant))
    return twin


def _copied(row: M) -> M:
    copied = type(row).__new__(type(row))
    copied.__dict__.update(row.__dict__)
    copied._state = copy(row._state)
    copied._state.fields_cache = {}
    for name, value in copied.__dict__.items():
        if isinstance(value, list | dict):
            copied.__dict__[name] = deepcopy(value)
    return copied


def _asked(host: str) -> _Row | None:
    with connection.unplaced(), connection.cursor() as cursor:
        cursor.execute(_statement(), [host])
        row: _Row | None = cursor.fetchone()
    return row


def _of(row: _Row) -> Domain:
    width = len(Domain._meta.concrete_fields)
    with scope.public_scope():  # rows are stamped with where they are of
        domain: Domain = _made(Domain, row[:width])
        domain.tenant = _made(Tenant, row[width:])
    return domain


@cache
def _statement() -> str:
    columns = [
        f'"{model._meta.db_table}"."{field.column}"'
        for model in (Domain, Tenant)
        for field in model._meta.concrete_fields
    ]
    domain, tenant = Domain._meta.db_table, Tenant._meta.db_table
    return (
        f'SELECT {", ".join(columns)} FROM "{PUBLIC}"."{domain}" '  # noqa: S608 names of our own models
        f'JOIN "{PUBLIC}"."{tenant}" ON "{tenant}"."id" = "{domain}"."tenant_id" WHERE "{domain}"."domain" = %s'
    )


def _made(model: type[Any], values: tuple[Any, ...]) -> Any:
    """The row as the ORM would make it."""
    fields: tuple[models.Field[Any, Any], ...] = model._meta.concrete_fields
    read = [
        field.from_db_value(value, None, connection) if hasattr(field, "from_db_value") else value
        for field, value in zip(fields, values, strict=True)
    ]
    return model.from_db(connection.alias, [field.attname for field in fields], read)

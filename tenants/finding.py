"""The domain of a host, with its tenant: asked for at the start of every request, so the statement is written once for
the process, and the ORM, which takes longer to write it than the server to answer, is left out."""

from functools import cache
from typing import Any

from django.db import models

from tenants import scope
from tenants.models import PUBLIC, Domain, Tenant
from tenants.wire import connection


def by_host(host: str) -> Domain | None:
    """The domain of a normalised host, its tenant loaded. One query, and one round trip."""
    with connection.unplaced(), connection.cursor() as cursor:
        cursor.execute(_statement(), [host])
        row = cursor.fetchone()
    if row is None:
        return None
    width = len(Domain._meta.concrete_fields)
    with scope.public_scope():  # rows are stamped with where they are of
        domain = _made(Domain, row[:width])
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

"""Enter a marketplace's schema, and leave it again: the only way in.

django-tenants' `with tenant:`, `schema_context` and `tenant_context` keep what to return to on a shared object, so
two threads come out with each other's marketplace. Here it lives on the stack of the caller.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tenants import current
from tenants.models import PUBLIC, Tenant
from tenants.wire import connection


@contextmanager
def tenant_scope(tenant: Tenant) -> Iterator[Tenant]:
    """Run the block in `tenant`'s schema; afterwards this thread is back where it was. Nests; safe in threads."""
    if tenant.schema_name == PUBLIC:
        raise ValueError("Use public_scope() for the public schema.")
    before = connection.tenant
    current.begin(tenant)
    connection.set_tenant(tenant)
    try:
        yield tenant
    finally:
        connection.set_tenant(before)


@contextmanager
def public_scope() -> Iterator[None]:
    """Run the block in the public schema (tenants, domains, plans); afterwards back where it was."""
    with _named(PUBLIC):
        yield


@contextmanager
def schema_scope(name: str) -> Iterator[None]:
    """A schema nobody owns yet: the template, or one of the pool. Only provisioning and the fleet use it."""
    with _named(name):
        yield


@contextmanager
def _named(name: str) -> Iterator[None]:
    before: Any = connection.tenant
    connection.set_schema(name)
    try:
        yield
    finally:
        connection.set_tenant(before)

"""The connection under the type it really has: our backend's, which knows of tenants and schemas."""

from typing import TYPE_CHECKING, cast

from django.db import connection as _connection
from django.db import connections

if TYPE_CHECKING:
    from tenants.backend.base import DatabaseWrapper

connection = cast("DatabaseWrapper", _connection)


def of(alias: str) -> "DatabaseWrapper":
    """The connection of this thread under another alias."""
    return cast("DatabaseWrapper", connections[alias])

"""Sessions in the database; a cookie that we cannot have set is no session, and is not asked for in the database."""

from functools import cache
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import InterfaceError, OperationalError


class SessionStore(db.SessionStore):
    def _validate_session_key(self, key: Any) -> bool:
        """Ours are letters and digits. A cookie can carry anything, a null character too, which PostgreSQL refuses."""
        return bool(key) and 8 <= len(key) <= 40 and key.isascii() and key.isalnum()

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        """Asked for on every page of whoever carries a cookie: the statement is written once for the process."""
        for found in self.model.objects.raw(_statement(self.model), [self.session_key]):
            kept: AbstractBaseSession = found
            return kept
        self._session_key = None
        return None

    def save(self, must_create: bool = False) -> None:
        """Django takes any failure for a session that was ended meanwhile. Where it was the database that did not
        answer, that is said."""
        try:
            super().save(must_create)
        except UpdateError as lost:
            if isinstance(lost.__context__, (OperationalError, InterfaceError)):
                raise lost.__context__ from None
            raise


@cache
def _statement(model: type[AbstractBaseSession]) -> str:
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    wanted = "session_key = %s AND expire_date > statement_timestamp()"
    return f'SELECT {columns} FROM "{model._meta.db_table}" WHERE {wanted}'  # noqa: S608 names of our own models

"""Sessions in the database; a cookie that we cannot have set is no session, and is not asked for in the database."""

from typing import Any

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    def _validate_session_key(self, key: Any) -> bool:
        """Ours are letters and digits. A cookie can carry anything, a null character too, which PostgreSQL refuses."""
        return bool(key) and 8 <= len(key) <= 40 and key.isascii() and key.isalnum()

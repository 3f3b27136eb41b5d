"""Secrets at rest: sealed with the newest key, opened with any of the old ones (Fernet, rotating)."""

import base64
import functools
import hashlib
import json
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


@functools.cache
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def _keys() -> tuple[str, ...]:
    """GUILDHALL_SEAL_KEYS, newest first; a demo without any derives one from its secret key."""
    if settings.SEAL_KEYS:
        return tuple(settings.SEAL_KEYS)
    digest = hashlib.sha256(f"seal:{settings.SECRET_KEY}".encode()).digest()
    return (base64.urlsafe_b64encode(digest).decode(),)


def seal(secret: Any) -> str:
    """`secret` (JSON) as text nobody can read without the keys."""
    return _box(_keys()).encrypt(json.dumps(secret).encode()).decode()


def unseal(text: str) -> Any:
    """What was sealed; raises cryptography.fernet.InvalidToken when it was touched or its key is gone."""
    return json.loads(_box(_keys()).decrypt(text.encode()))


def rotate(text: str) -> str:
    """The same secret, sealed with the newest key."""
    return _box(_keys()).rotate(text.encode()).decode()

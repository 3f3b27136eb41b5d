"""Every signature belongs to the marketplace that made it.

Django's signer, and with it every library's confirmation link, remembered device or signed cookie, puts the schema
into its salt; the one-time links for passwords do too. What is signed in one marketplace, or on the public host, is
forged everywhere else. Two doors lead across, both on purpose: `across(tenant)` makes and reads what is handed to one
marketplace from outside (an owner's sign-in from the public site), and live tickets name their host themselves.
"""

from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing

from tenants.wire import connection

_ACROSS = "tenants.across:"
# Salts whose signatures say inside what they are for; the live process that reads them knows no schema.
_UNBOUND = (_ACROSS, "guildhall.live")


def dumps(value: Any, *, salt: str, compress: bool = False) -> str:
    """A signed text that only the marketplace that is active can read."""
    return signing.dumps(value, salt=salt, compress=compress)


def loads(text: str, *, salt: str, max_age: int | None = None) -> Any:
    """What `dumps` was given here. Raises signing.BadSignature: forged, expired, or another marketplace's."""
    return signing.loads(text, salt=salt, max_age=max_age)


class Across:
    """Signs on any host what only `schema` may read. Use it with a short `max_age`, once."""

    def __init__(self, schema: str, salt: str) -> None:
        self._salt = f"{_ACROSS}{schema}:{salt}"

    def dumps(self, value: Any) -> str:
        return signing.dumps(value, salt=self._salt)

    def loads(self, text: str, *, max_age: int) -> Any:
        """Raises signing.BadSignature when it was made for another marketplace."""
        return signing.loads(text, salt=self._salt, max_age=max_age)


def across(tenant_or_facts: Any, *, salt: str) -> Across:
    """The door into one marketplace; takes a Tenant or Facts."""
    schema = getattr(tenant_or_facts, "schema", None) or tenant_or_facts.schema_name
    return Across(schema, salt)


def bound_salt(salt: str) -> str:
    """The salt as it is really used: with the schema before it, unless it says its marketplace itself."""
    return salt if salt.startswith(_UNBOUND) else f"{connection.schema_name}/{salt}"


def install() -> None:
    """Bind Django's signer and its one-time tokens to the schema. Called once, when the apps are ready."""
    if getattr(signing.Signer.signature, "bound", False):
        return
    hash_value = PasswordResetTokenGenerator._make_hash_value

    def signature(self: signing.Signer, value: Any, key: Any = None) -> str:
        salt = self.salt if isinstance(self.salt, str) else self.salt.decode()
        return signing.base64_hmac(bound_salt(salt) + "signer", value, key or self.key, algorithm=self.algorithm)

    def make_hash_value(self: PasswordResetTokenGenerator, user: Any, timestamp: Any) -> str:
        return f"{connection.schema_name}{hash_value(self, user, timestamp)}"

    signature.bound = True  # type: ignore[attr-defined]
    signing.Signer.signature = signature  # type: ignore[method-assign]
    PasswordResetTokenGenerator._make_hash_value = make_hash_value  # type: ignore[method-assign]

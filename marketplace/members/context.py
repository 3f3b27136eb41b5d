"""What every template knows of the one who looks."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from marketplace.members import access
from tenants import current


def member(request: HttpRequest) -> dict[str, Any]:
    """`member` is the signed-in member or None; asked for only where a template looks, and never on the public host."""
    if current.get().is_public:
        return {}
    return {"member": SimpleLazyObject(lambda: access.member_of(request))}

"""What every template knows: the brand and the marketplace."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from tenants import current
from theming import brand


def look(request: HttpRequest) -> dict[str, Any]:
    return {"brand": SimpleLazyObject(brand.current), "tenant": SimpleLazyObject(current.get)}

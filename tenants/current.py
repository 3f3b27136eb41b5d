"""The one door for business code: which marketplace are we serving? Frozen facts, no connection, no schema.

`get()` is cheap: no query. In the public schema `is_public` is true and `id` is 0.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from tenants import states
from tenants.wire import connection

PUBLIC_ID = 0
_KEPT = "_kept_for_this_visit"


@dataclass(frozen=True)
class Facts:
    """What anybody may know of the marketplace being served. `languages` starts with the main one."""

    id: int
    schema: str
    slug: str
    name: str
    niche: str
    host: str
    base_url: str
    currency: str
    language: str
    languages: tuple[str, ...]
    time_zone: str
    state: str
    is_public: bool
    country: str
    week_start: int = 1
    plan: str = ""
    owner_email: str = ""

    @property
    def takes_new_work(self) -> bool:
        """Whether jobs may be posted and contracts begin (money.md §5: not while restricted, suspended or closed)."""
        return self.state not in states.HALTED

    @property
    def is_on_trial(self) -> bool:
        return self.state == states.TRIALING

    @property
    def is_shut(self) -> bool:
        """Whether the storefront is closed."""
        return self.state in states.SHUT


def get() -> Facts:
    """The marketplace whose schema is active in this thread. No query."""
    return of(connection.tenant)


def begin(tenant: Any) -> None:
    """What was kept of an earlier visit is forgotten: called on entering a marketplace."""
    tenant.__dict__[_KEPT] = {}


def kept() -> dict[str, Any]:
    """What this visit to the marketplace (a request, a task) has read already and asks for many times. Gone when it
    ends, so nothing in it is older than the visit; other visits have their own."""
    found: dict[str, Any] = connection.tenant.__dict__.setdefault(_KEPT, {})
    return found


def country() -> str:
    """Where that marketplace is, two letters; empty where nobody said. No query."""
    return getattr(connection.tenant, "country", "")


def of(tenant: Any) -> Facts:
    """The facts of a `Tenant` row (or of what stands for the public schema)."""
    if getattr(tenant, "pk", None) is None:
        return _nobody(tenant.schema_name)
    return Facts(
        id=tenant.pk,
        schema=tenant.schema_name,
        slug=tenant.slug,
        name=tenant.name,
        niche=tenant.niche,
        host=tenant.host or "",
        base_url=base_url(tenant.host or ""),
        currency=tenant.currency,
        language=tenant.language,
        languages=tuple(dict.fromkeys([tenant.language, *tenant.languages])),
        time_zone=tenant.time_zone,
        state=tenant.state,
        is_public=False,
        country=tenant.country,
        week_start=tenant.week_start,
        plan=tenant.plan,
        owner_email=tenant.owner_email,
    )


def base_url(host: str) -> str:
    """The address of a host of ours as people type it, without a slash at the end."""
    port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
    return f"{settings.PUBLIC_SCHEME}://{host}{port}"


def _nobody(schema: str) -> Facts:
    public = schema == "public"
    host = settings.PUBLIC_HOST if public else ""
    return Facts(
        id=PUBLIC_ID,
        schema=schema,
        slug="",
        name="",
        niche="",
        host=host,
        base_url=base_url(host) if host else "",
        currency="USD",
        language=settings.LANGUAGE_CODE,
        languages=tuple(code for code, _name in settings.LANGUAGES),
        time_zone="UTC",
        state="",
        is_public=public,
        country="",
    )

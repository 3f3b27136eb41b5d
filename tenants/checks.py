"""What must hold before the first request; `manage.py check` and every start say it when it does not."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution
from django.db import connections, models

from tenants import pooler, relations

KEY_FUNCTION = "tenants.cache.make_key"
LONGEST_LIFE = 3600  # seconds; a connection that has seen a hundred schemas holds 200 MB


def every_cache_by_tenant(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A key without the schema shows one marketplace's page to another's visitors."""
    return [
        Error(f"Cache {alias!r} must have KEY_FUNCTION = {KEY_FUNCTION!r}.", id="tenants.E001")
        for alias, told in settings.CACHES.items()
        if told.get("KEY_FUNCTION") != KEY_FUNCTION
    ]


def cookies_of_one_host(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A cookie with a domain travels to every marketplace under it."""
    names = ("SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_DOMAIN", "LANGUAGE_COOKIE_DOMAIN")
    return [Error(f"{name} must not be set.", id="tenants.E002") for name in names if getattr(settings, name, None)]


def routing_before_sessions(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Whatever reads the database stands behind the middleware that picks the schema."""
    order = settings.MIDDLEWARE
    ours = "tenants.routing.TenantMiddleware"
    if ours in order and not [name for name in order[: order.index(ours)] if name not in _BLIND]:
        return []
    return [Error(f"{ours} must stand before everything but {_BLIND}.", id="tenants.E003")]


_BLIND = (
    "guildhall.stack.RoomMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "guildhall.statics.StaticMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
)


def nothing_points_out(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """No foreign key leaves a marketplace: its apps point at its apps only."""
    found: list[CheckMessage] = []
    for model in apps.get_models(include_auto_created=True):
        if not relations.is_listed(model, settings.TENANT_APPS):
            continue
        for field in model._meta.local_fields:
            target = field.remote_field.model if isinstance(field, models.ForeignKey) else None
            if target is not None and not relations.is_listed(target, settings.TENANT_APPS):
                found.append(Error(f"{model._meta.label}.{field.name} points out of the schema.", id="tenants.E004"))
    return found


def connections_end_in_time(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A connection keeps what it has read of every schema it has seen: it must not live for ever."""
    found: list[CheckMessage] = []
    for alias, told in settings.DATABASES.items():
        pool = told.get("OPTIONS", {}).get("pool")
        lives = (pool if isinstance(pool, dict) else {}).get("max_lifetime") if pool else told.get("CONN_MAX_AGE", 0)
        if lives is None or lives > LONGEST_LIFE:
            said = "max_lifetime of its pool" if pool else "CONN_MAX_AGE"
            found.append(Error(f"Database {alias!r}: set {said} to {LONGEST_LIFE} s at most.", id="tenants.E005"))
    return found


def wagtail_asks_nobody(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The console tells no other host that it is there, nor who signs in."""
    names = ("WAGTAIL_ENABLE_UPDATE_CHECK", "WAGTAIL_GRAVATAR_PROVIDER_URL")
    return [Error(f"{name} must be off.", id="tenants.E006") for name in names if getattr(settings, name, True)]


def pooler_keeps_schemas_apart(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """What stands between us and PostgreSQL must keep each connection's schema and role apart (tenants.pooler)."""
    asked = [connections[alias] for alias in databases or [] if alias in settings.DATABASES]
    found: list[CheckMessage] = [Error(pooler.ADVICE, id="tenants.E007") for one in asked if pooler.mixes_schemas(one)]
    return found + [Error(pooler.SHARED, id="tenants.E009") for one in asked if pooler.takes_turns(one)]


def the_second_wall_stands(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without a role of their own pages and tasks own the schemas: a mistake there may drop or rewrite anything."""
    said = "GUILDHALL_RUNTIME_ROLE is empty: pages and tasks act as the owner of all schemas."
    level = Error if settings.ENVIRONMENT == "production" else Caution
    return [
        level(said, id="tenants.E008")
        for told in settings.DATABASES.values()
        if not told.get("OPTIONS", {}).get("assume_role")
    ]


def register_all() -> None:
    """Called once, when the apps are ready."""
    for check in (
        every_cache_by_tenant,
        cookies_of_one_host,
        routing_before_sessions,
        nothing_points_out,
        connections_end_in_time,
        wagtail_asks_nobody,
        the_second_wall_stands,
    ):
        register(check)
    register(Tags.database)(pooler_keeps_schemas_apart)

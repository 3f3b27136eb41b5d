"""Who is behind, and bringing them up: canaries first, then many at once, each for itself."""

import importlib
import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from django.core.management.sql import emit_post_migrate_signal
from django.db import OperationalError, connections
from django.db.models import QuerySet, Subquery

from tenants import scope, states, wall
from tenants.fleet.scripts import Scripts
from tenants.models import Template, Tenant
from tenants.provisioning import template
from tenants.wire import connection

ERROR = "upgrade: "  # begins what stands in Tenant.last_error
_LOCK_TIMEOUT = "2s"  # behind a lock that waits, everybody else waits too: rather give way and come again
_PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)  # seconds
_followers: list[tuple[str, str]] = []
log = logging.getLogger(__name__)


class Busy(RuntimeError):
    """Somebody is bringing the marketplaces up already."""


class CanaryFailed(RuntimeError):
    """A canary could not be brought up; nobody else was touched. Its outcome stands in `outcomes`."""

    def __init__(self, outcomes: list["Outcome"]) -> None:
        super().__init__("; ".join(f"{one.slug}: {one.error}" for one in outcomes if one.error))
        self.outcomes = outcomes


@dataclass(frozen=True)
class Outcome:
    """What became of one marketplace. `error` is empty when it is up; `learnt` when Django itself migrated it."""

    slug: str
    error: str
    learnt: bool


def follow_with(module: str, function: str) -> None:
    """Let upper floors put right what every marketplace has by the code and not by its owner, such as what a role may.
    Told in AppConfig.ready(); called without arguments inside each marketplace; doing it twice must change nothing."""
    if (module, function) not in _followers:
        _followers.append((module, function))


def behind() -> QuerySet[Tenant]:
    """Marketplaces whose schema an older template made, or one that nobody knows. One query."""
    mine = Template.objects.filter(version=template.version()).values("id")
    newer = Template.objects.filter(id__gt=Subquery(mine)).values("version")
    built = Tenant.objects.exclude(template_version="").exclude(state=states.PURGED)
    return built.exclude(template_version=template.version()).exclude(template_version__in=newer).order_by("id")


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else runs the fleet while the block does: a second one would find schemas half way. Raises Busy. The lock
    is a connection's own, and goes with it even when this process is killed."""
    told = connection.get_connection_params()
    where = {key: told[key] for key in ("host", "port", "user", "password", "dbname") if told.get(key)}
    with psycopg.connect(**where, autocommit=True) as own:
        taken = own.execute("SELECT pg_try_advisory_lock(hashtext('guildhall fleet'))").fetchone()
        if not taken or not taken[0]:
            raise Busy("Somebody is bringing the marketplaces up already. Wait until that ends.")
        yield


def upgrade_all(*, hands: int, tell: Callable[[Outcome], object] = lambda _outcome: None) -> list[Outcome]:
    """Bring up all who are behind; returns what became of each. Public and the template are up to date already.

    The first of each version goes before the others. Raises CanaryFailed when one of those could not be brought up.
    """
    with scope.public_scope():
        waiting = list(behind())
    if not waiting:
        return []
    first = {tenant.template_version: tenant for tenant in reversed(waiting)}
    canaries = sorted(first.values(), key=lambda tenant: tenant.pk)
    scripts, outcomes = Scripts(), []
    for tenant in canaries:
        outcomes.append(_brought_up(tenant, scripts))
        tell(outcomes[-1])
    if any(outcome.error for outcome in outcomes):
        raise CanaryFailed(outcomes)
    rest = [tenant for tenant in waiting if tenant not in canaries]
    with ThreadPoolExecutor(hands) as pool:
        for outcome in pool.map(lambda tenant: _by_a_hand(tenant, scripts), rest):
            outcomes.append(outcome)
            tell(outcome)
    return outcomes


def _by_a_hand(tenant: Tenant, scripts: Scripts) -> Outcome:
    try:
        return _brought_up(tenant, scripts)
    finally:
        connections.close_all()


def _brought_up(tenant: Tenant, scripts: Scripts) -> Outcome:
    """What goes wrong with one marketplace is written down, told, and stops nobody else."""
    try:
        learnt = _patiently(lambda: _upgrade(tenant, scripts))
    except Exception as wrong:
        log.exception("A marketplace could not be brought up", extra={"tenant": tenant.pk})
        _note(tenant, last_error=f"{ERROR}{wrong}")
        return Outcome(tenant.slug, str(wrong).strip(), False)
    kept = "" if tenant.last_error.startswith(ERROR) else tenant.last_error
    _note(tenant, template_version=template.version(), last_error=kept)
    return Outcome(tenant.slug, "", learnt)


def _upgrade(tenant: Tenant, scripts: Scripts) -> bool:
    """Each migration and its record commit together, so that whoever comes again goes on where this stopped."""
    with wall.as_owner():
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{_LOCK_TIMEOUT}'")  # of a connection that ends with this block
        keys = scripts.missing(tenant.schema_name)
        known = scripts.knows(keys)
        if known:
            scripts.play(tenant.schema_name, keys)
            _follow_models(tenant, keys, scripts)
        else:
            scripts.learn(tenant.schema_name)
    if scripts.of_models(keys) or not template.is_furnished_alike(tenant.template_version):
        with scope.tenant_scope(tenant):
            for module, function in _followers:
                getattr(importlib.import_module(module), function)()
    return not known


def _follow_models(tenant: Tenant, keys: list[tuple[str, str]], scripts: Scripts) -> None:
    """New models get their content types and permissions, and the runtime role their tables, as after migrating."""
    if scripts.of_models(keys):
        with scope.schema_scope(tenant.schema_name):
            emit_post_migrate_signal(0, False, connection.alias)
        wall.open_to_runtime(tenant.schema_name)


def _patiently(work: Callable[[], bool]) -> bool:
    """A table that is in use is asked for again, a little later each time."""
    for pause in _PAUSES:
        try:
            return work()
        except OperationalError as refusal:
            if not isinstance(refusal.__cause__, psycopg.errors.LockNotAvailable):
                raise
            time.sleep(pause)
    return work()


def _note(tenant: Tenant, **fields: str) -> None:
    with scope.public_scope():
        Tenant.objects.filter(pk=tenant.pk).update(**fields)

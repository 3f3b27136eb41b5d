"""One dispatcher instead of a schedule for each marketplace: it visits those with something due, in chunks.

`Tenant.next_due_at` says when to visit next, in real time. `tend` does what is due and writes it anew, never later
than IDLE from now, so that a lost wake-up costs minutes and never the work. A commit that recorded something wakes its
marketplace at once through `wake`, and a worker that starts has all of them visited.
"""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.core.cache import cache
from django.db.models import Q

from kernel import chores, clock, events, timers
from kernel.actors import SYSTEM
from kernel.history import relay
from tenants import current, scope, states
from tenants.models import Tenant
from tenants.provisioning import pool, sweep, template

CHUNK = 200
JITTER = 3  # seconds over which a chunk is spread
LEASE = timedelta(seconds=60)  # a visit that comes to nothing is made again after this
IDLE = timedelta(minutes=10)
READY_SCHEMAS = 3
_AWAKE = "tenants.awake"


def visit_due(*, jitter: int = JITTER) -> int:
    """Queue a visit to each marketplace whose time has come; returns how many. Two dispatchers share the work."""
    from tenants import tasks

    now = datetime.now(UTC)
    visited = 0
    with scope.public_scope():
        while chunk := _take(now):
            for tenant in chunk:
                with scope.tenant_scope(tenant):
                    tasks.tend.apply_async(countdown=secrets.randbelow(jitter + 1))
            visited += len(chunk)
    if relay.next_due() is not None:
        tasks.tend_public.apply_async()
    return visited


def _take(now: datetime) -> list[Tenant]:
    """The next chunk, each one leased by a conditional UPDATE so that nobody else takes it."""
    due = Q(next_due_at__isnull=True) | Q(next_due_at__lte=now)
    waiting = Tenant.objects.filter(due, state__in=states.ALIVE).order_by("next_due_at")[:CHUNK]
    return [tenant for tenant in waiting if Tenant.objects.filter(due, pk=tenant.pk).update(next_due_at=now + LEASE)]


def expect_all() -> None:
    """Everybody is visited by the next dispatcher."""
    with scope.public_scope():
        Tenant.objects.filter(state__in=states.ALIVE).update(next_due_at=datetime.now(UTC))


def tend() -> None:
    """What is due in the marketplace that is active: news told, timers rung, chores done, and the next visit written
    down."""
    cache.delete(_AWAKE)
    relay.run()
    if timers.run_due(clock.now()):
        relay.run()
    chores.do()
    tenant_id, due = current.get().id, _next_due()
    with scope.public_scope():
        Tenant.objects.filter(pk=tenant_id).update(next_due_at=due)


def tend_public() -> None:
    """The same for the public schema, which has a history and no clock."""
    cache.delete(_AWAKE)
    with scope.public_scope():
        relay.run()


def wake() -> None:
    """Have the active marketplace visited at once. Many commits at a time make one visit."""
    from tenants import tasks

    if cache.add(_AWAKE, 1, timeout=int(LEASE.total_seconds())):
        (tasks.tend_public if current.get().is_public else tasks.tend).apply_async()


def keep_house() -> None:
    """Marketplaces half built are finished; schemas are kept ready."""
    sweep.sweep(actor=SYSTEM, at=clock.now())
    if template.current() is not None:
        pool.fill(target=READY_SCHEMAS, at=clock.now())


def install() -> None:
    """Wake a marketplace after each commit that recorded something. The backend keeps `wake` in its marketplace."""
    events.on_recorded(_bind)


def _bind() -> Callable[[], None]:
    return wake


def _next_due() -> datetime:
    """When to come back, in real time; a demo's moved clock is taken out again."""
    now = datetime.now(UTC)
    rings = timers.next_due()
    found = [relay.next_due(), rings and rings - clock.shifted_by(), now + IDLE]
    return min(moment for moment in found if moment is not None)

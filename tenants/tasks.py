"""Tasks know their marketplace. Every task of Guildhall is a TenantTask unless it says PublicTask.

    @shared_task
    def send_digest(member_id: int) -> None: ...      # queued and run in one marketplace

The marketplace is taken when the task is queued and looked at again when it runs: without one it refuses, and so it
does when the marketplace is gone. Nothing ever runs in public by mistake. Prefork workers only.

A task only wakes somebody: what has to be done stands in a row, and is found there by the next visit. So whoever cannot
queue one, because Redis is away, goes on. One that finds the database away comes again.
"""

from functools import partial
from typing import Any

from celery import Task, shared_task
from django.db import InterfaceError, OperationalError

from kernel import outage
from tenants import current, dispatching, scope, states
from tenants.models import Tenant

HEADER = "guildhall_tenant"
_AGAIN = 5  # seconds, doubling
_TRIES = 8  # twenty minutes


class NoTenant(RuntimeError):
    """A task of a marketplace was queued or run outside of any."""


class TenantGone(RuntimeError):
    """The marketplace of this task does not exist any more, or is not served."""


class TenantTask(Task):
    """Queued in a marketplace, run in the same one."""

    abstract = True

    def apply_async(self, args: Any = None, kwargs: Any = None, **options: Any) -> Any:
        """Raises NoTenant when no marketplace is active, unless it is queued again: then its header says where."""
        headers = options.get("headers") or {}
        given = {**options, "headers": {**headers, HEADER: headers.get(HEADER) or self._here()}}
        return outage.attempt(partial(super().apply_async, args, kwargs, **given), None)

    def _here(self) -> int:
        tenant_id = current.get().id
        if not tenant_id:
            raise NoTenant(f"{self.name} was queued outside of a marketplace.")
        return tenant_id

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Raises NoTenant or TenantGone, before anything is done."""
        directly, headers = self.request.called_directly, self.request.headers or {}
        try:
            return self._at(current.get().id if directly else headers.get(HEADER), *args, **kwargs)
        except (OperationalError, InterfaceError) as away:  # called directly, it raises what it was given
            raise self.retry(exc=away, countdown=_AGAIN * 2**self.request.retries, max_retries=_TRIES) from away

    def _at(self, tenant_id: int | None, *args: Any, **kwargs: Any) -> Any:
        if not tenant_id:
            raise NoTenant(f"{self.name} was to run outside of a marketplace.")
        with scope.tenant_scope(_living(tenant_id)):
            return self.run(*args, **kwargs)


class PublicTask(Task):
    """Looks after the platform itself, in the public schema."""

    abstract = True

    def apply_async(self, args: Any = None, kwargs: Any = None, **options: Any) -> Any:
        return outage.attempt(partial(super().apply_async, args, kwargs, **options), None)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with scope.public_scope():
            return self.run(*args, **kwargs)


def _living(tenant_id: int) -> Tenant:
    with scope.public_scope():
        tenant = Tenant.objects.filter(pk=tenant_id, state__in=states.WORKED).first()
    if tenant is None:
        raise TenantGone(f"Marketplace {tenant_id} is gone.")
    return tenant


@shared_task(base=PublicTask)
def dispatch() -> int:
    """Every few seconds: visit marketplaces that have something due."""
    return dispatching.visit_due()


@shared_task(base=PublicTask)
def visit_all() -> None:
    """When a worker has started: whoever was killed before it has taken wake-ups along."""
    dispatching.expect_all()


@shared_task(base=TenantTask)
def tend() -> None:
    """Do what is due in one marketplace."""
    dispatching.tend()


@shared_task(base=PublicTask)
def tend_public() -> None:
    """Do what is due in the public schema."""
    dispatching.tend_public()


@shared_task(base=PublicTask)
def keep_house() -> None:
    """Every minute: finish what crashes left, keep the pool full."""
    dispatching.keep_house()

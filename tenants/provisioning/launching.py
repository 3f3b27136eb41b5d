"""Launching: ask for a marketplace, build it step by step, resume where a crash left it."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kernel.errors import Refused
from tenants import actions, hosts, scope, states
from tenants.models import Domain, Step, Tenant
from tenants.provisioning import pool, steps, template
from tenants.wire import connection

log = logging.getLogger(__name__)


class UnableToLaunch(Refused):
    """The marketplace cannot be asked for like this."""


class StepFailed(RuntimeError):
    """A step raised; nothing of it remains, the error is on record, and `resume` tries again."""


@dataclass(frozen=True)
class StepSeen:
    """A step as the wizard's last page shows it. `state`: waiting, failed or done."""

    name: str
    label: str
    state: str
    error: str


def launch(*, actor: Any, at: datetime, **asked: Any) -> Tenant:
    """Ask and build in one go: `request` and `resume`. Raises UnableToLaunch or StepFailed."""
    return resume(request(actor=actor, at=at, **asked), actor=actor, at=at)


def request(
    *,
    slug: str,
    name: str,
    niche: str = "",
    currency: str,
    language: str,
    languages: list[str] | None = None,
    time_zone: str = "UTC",
    country: str = "",
    week_start: int = 1,
    owner_email: str = "",
    owner_name: str = "",
    plan: str = "",
    host: str = "",
    answers: dict[str, Any] | None = None,
    actor: Any,
    at: datetime,
) -> Tenant:
    """Reserve the address and write down what was asked: a row in state `requested`, and its steps. No schema yet.

    `host` defaults to <slug>.<our zone>. Raises UnableToLaunch when the address is taken.
    """
    tenant = Tenant(
        slug=slug,
        name=name,
        niche=niche,
        host=hosts.normalise(host or f"{slug}.{settings.TENANT_ZONE}"),
        currency=currency,
        language=language,
        languages=list(dict.fromkeys([language, *(languages or [])])),
        time_zone=time_zone,
        country=country,
        week_start=week_start,
        owner_email=owner_email,
        owner_name=owner_name,
        plan=plan,
        answers=answers or {},
        created_at=at,
    )
    try:
        with scope.public_scope(), transaction.atomic():
            tenant.save(force_insert=True)
            _write_steps(tenant)
            actions.request(tenant=tenant, actor=actor, at=at)
    except IntegrityError as error:
        raise UnableToLaunch(_("This address is already taken.")) from error
    return tenant


def resume(tenant: Tenant, *, actor: Any, at: datetime) -> Tenant:
    """Run the steps that are left, in order; safe to call again, also from two processes at once.

    Raises StepFailed (and keeps the error on the tenant and the step) when one does not work.
    """
    connection.retire()
    with scope.public_scope():
        _write_steps(tenant)
        for spec in steps.ordered():
            try:
                _run(tenant.pk, spec, actor=actor, at=at)
            except Exception as error:
                _remember(tenant.pk, spec.name, error)
                raise StepFailed(f"{spec.name}: {error}") from error
        tenant.refresh_from_db()
    return tenant


def steps_of(tenant: Tenant) -> list[StepSeen]:
    """How far the building is, in order: for the wizard's last page. One query."""
    with scope.public_scope():
        rows = {row.name: row for row in Step.objects.filter(tenant=tenant)}
    seen = []
    for spec in steps.ordered():
        row = rows.get(spec.name)
        state, error = (row.state, row.error) if row else (states.STEP_WAITING, "")
        seen.append(StepSeen(spec.name, str(spec.label), state, error))
    return seen


def _write_steps(tenant: Tenant) -> None:
    rows = [Step(tenant=tenant, name=spec.name, position=place) for place, spec in enumerate(steps.ordered())]
    Step.objects.bulk_create(rows, ignore_conflicts=True)


def _run(tenant_id: int, spec: steps.Spec, *, actor: Any, at: datetime) -> None:
    """One step and its mark, in one transaction. The tenant's row is the lock between two that resume at once."""
    with transaction.atomic():
        tenant = Tenant.objects.select_for_update().get(pk=tenant_id)
        row = Step.objects.get(tenant=tenant, name=spec.name)
        if row.state == states.STEP_DONE:
            return
        if spec.in_public:
            spec.work(tenant, actor=actor, at=at)
        else:
            with scope.tenant_scope(tenant):
                spec.work(tenant, actor=actor, at=at)
        Step.objects.filter(pk=row.pk).update(state=states.STEP_DONE, error="", finished_at=at, tries=row.tries + 1)


def _remember(tenant_id: int, name: str, error: Exception) -> None:
    log.exception("A step of building a marketplace failed", extra={"tenant": tenant_id, "step": name})
    with transaction.atomic():
        row = Step.objects.select_for_update().get(tenant_id=tenant_id, name=name)
        row.state, row.error, row.tries = states.STEP_FAILED, str(error), row.tries + 1
        row.save(update_fields=["state", "error", "tries"])
        Tenant.objects.filter(pk=tenant_id).update(last_error=f"{name}: {error}")


def make_schema(tenant: Tenant, *, actor: Any, at: datetime) -> None:
    """Claim a ready schema, or play the template when none waits."""
    if not pool.claim(tenant):
        pool.play(tenant.schema_name)
    fields = {"schema_name": tenant.schema_name, "template_version": template.version()}
    actions.build(tenant=tenant, actor=actor, at=at, fields=fields)


def put_up_address(tenant: Tenant, *, actor: Any, at: datetime) -> None:
    """The host leads to the marketplace from now on."""
    if not tenant.host:
        raise ValueError("A marketplace without a host has no address.")
    Domain.objects.create(domain=tenant.host, tenant=tenant, is_primary=True)


def name_the_site(tenant: Tenant, *, actor: Any, at: datetime) -> None:
    """Wagtail's one Site of this schema carries the main host, so that its preview and links stay here."""
    from tenants import sites

    sites.keep_in_step(tenant)


def open_doors(tenant: Tenant, *, actor: Any, at: datetime) -> None:
    """The trial begins."""
    actions.open_doors(tenant=tenant, actor=actor, at=at)


steps.register_own(schema=make_schema, address=put_up_address, site=name_the_site, opening=open_doors)

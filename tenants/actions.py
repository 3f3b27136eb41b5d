"""What may be done with a marketplace as a whole. Each change is one move of its life, with its history in public."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kernel import errors, history, transition, zones
from kernel.actors import CLOCK, Actor
from kernel.moves import Role
from tenants import scope, states
from tenants.models import Tenant

REASON_LENGTH = 300
# The move by which a marketplace comes to stand like this with its bills.
_VERBS = {
    states.TRIALING: "try",
    states.ACTIVE: "pay",
    states.PAST_DUE: "lapse",
    states.RESTRICTED: "restrict",
    states.SUSPENDED: "suspend",
}


class UnableToMove(errors.Refused):
    """The marketplace cannot be moved like this."""


def suspend(*, tenant: Tenant, reason: str, actor: Actor, at: datetime) -> Tenant:
    """Shut the storefront until the operator restores it: a payment alone does not. Members go on to release,
    refund, dispute, take out and export. Raises UnableToMove without a reason, NotAllowed when it is shut already."""
    return _hold(tenant, "suspend", reason, actor, at)


def close(*, tenant: Tenant, reason: str, actor: Actor, at: datetime) -> Tenant:
    """End the marketplace's business; what its members are owed goes on as when it is suspended."""
    return _hold(tenant, "close", reason, actor, at)


def restore(*, tenant: Tenant, standing: str = states.ACTIVE, actor: Actor, at: datetime) -> Tenant:
    """Open it again. It goes on as it stands with its bills (`standing`), but for one that would shut it at once: that
    is the operator's grace, until the next change of its standing."""
    with scope.public_scope(), transaction.atomic():
        row = _locked(tenant)
        _apply(row, "restore", Role.OPERATOR, actor, at, fields={"held": ""})
        if standing not in (states.ACTIVE, states.SUSPENDED):
            _apply(row, _VERBS[standing], Role.CLOCK, CLOCK, at)
        tenant.refresh_from_db()
    return tenant


def move_on(*, tenant: Tenant, standing: str, actor: Actor, at: datetime) -> Tenant:
    """Have the marketplace follow how it stands with its bills. One that the operator holds, that is being built or
    purged stays as it is, and one that is closed comes back only by paying. Twice is once."""
    with scope.public_scope(), transaction.atomic():
        row = _locked(tenant)
        role = Role.CLOCK if actor.kind == CLOCK.kind else Role.GATEWAY
        verb = _VERBS[standing]
        if not row.held and states.TENANT.find(verb, role, row.state):
            _apply(row, verb, role, actor, at)
        tenant.refresh_from_db()
    return tenant


def set_time_zone(*, tenant: Tenant, zone: str, actor: Actor, at: datetime) -> Tenant:
    """Show dates and count days in this zone from the next page on. What is due stays due at its moment."""
    if zone not in dict(zones.choices()):
        raise UnableToMove(_("This time zone is not known."))
    with scope.public_scope(), transaction.atomic():
        row = _locked(tenant)
        before = row.time_zone
        Tenant.objects.filter(pk=row.pk).update(time_zone=zone)
        history.record(row, "set_time_zone", actor=actor, at=at, data={"before": before, "after": zone})
        tenant.refresh_from_db()
    return tenant


def request(*, tenant: Tenant, actor: Actor, at: datetime) -> None:
    """Write down that a new marketplace, just saved, was asked for."""
    with scope.public_scope(), transaction.atomic():
        data = {"address": tenant.slug}
        transition.begin(states.TENANT, tenant, "request", role=Role.OPERATOR, actor=actor, at=at, data=data)


def build(*, tenant: Tenant, actor: Actor, at: datetime, fields: dict[str, Any]) -> None:
    """Its schema stands: the steps of building follow. Writes `fields` with it."""
    _step(tenant, "build", actor, at, fields)


def open_doors(*, tenant: Tenant, actor: Actor, at: datetime) -> None:
    """It is built, and its trial begins."""
    _step(tenant, "open", actor, at, {"last_error": ""})


def _step(tenant: Tenant, verb: str, actor: Actor, at: datetime, fields: dict[str, Any]) -> None:
    with scope.public_scope(), transaction.atomic():
        _apply(tenant, verb, Role.OPERATOR, actor, at, fields=fields)


def _hold(tenant: Tenant, verb: str, reason: str, actor: Actor, at: datetime) -> Tenant:
    reason = " ".join(reason.split())[:REASON_LENGTH]
    if not reason:
        raise UnableToMove(_("Please say why: it stands in the history."))
    with scope.public_scope(), transaction.atomic():
        row = _locked(tenant)
        if states.TENANT.find(verb, Role.OPERATOR, row.state):
            _apply(row, verb, Role.OPERATOR, actor, at, fields={"held": reason}, data={"reason": reason})
        elif verb == "suspend" and row.state == states.SUSPENDED and not row.held:
            # Its bills shut it; from now on the operator does, and a payment no longer opens it.
            Tenant.objects.filter(pk=row.pk).update(held=reason)
            history.record(row, "hold", actor=actor, at=at, data={"reason": reason})
        else:
            raise errors.NotAllowed()
        tenant.refresh_from_db()
    return tenant


def _locked(tenant: Tenant) -> Tenant:
    return Tenant.objects.select_for_update().get(pk=tenant.pk)


def _apply(
    row: Tenant,
    verb: str,
    role: Role,
    actor: Actor,
    at: datetime,
    *,
    fields: dict[str, Any] | None = None,
    data: dict[str, Any] | None = None,
) -> None:
    transition.apply(states.TENANT, row, verb, role=role, actor=actor, at=at, fields=fields, data=data)

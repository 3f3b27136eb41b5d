"""What the operator may do. Each composes the actions of the floors below."""

from datetime import datetime
from typing import Any

from billing.ledger import actions as ledger
from billing.ledger import checkpoints
from billing.subscriptions import actions as subscriptions
from billing.subscriptions import months, usage
from billing.subscriptions import queries as plans
from billing.subscriptions.models import Bill
from console import mail
from console.models import BooksCheck, Tally
from console.queries import month_of
from kernel import errors
from kernel.actors import Actor
from kernel.history.models import Undelivered
from kernel.money import total
from kernel.timers.models import Timer
from tenants import actions as tenants
from tenants import scope, states
from tenants.models import Tenant
from tenants.provisioning import launching

ERROR_LENGTH = 300


def create(*, asked: dict[str, Any], actor: Actor, at: datetime) -> Tenant:
    """Reserve the address of a new marketplace; `build` makes it. Raises UnableToLaunch when the address is taken."""
    return launching.request(**asked, actor=actor, at=at)


def build(*, tenant: Tenant, actor: Actor, at: datetime) -> Tenant:
    """Run the steps of building that are left; safe to call again. Raises launching.StepFailed, the error on record."""
    if tenant.state not in (states.REQUESTED, states.BUILDING):
        raise errors.NotAllowed()
    return launching.resume(tenant, actor=actor, at=at)


def suspend(*, tenant: Tenant, reason: str, actor: Actor, at: datetime) -> Tenant:
    """Shut the storefront; a payment alone does not open it again."""
    return tenants.suspend(tenant=tenant, reason=reason, actor=actor, at=at)


def restore(*, tenant: Tenant, actor: Actor, at: datetime) -> Tenant:
    """Open it again, as it stands with its bills."""
    subscription = plans.subscription_of(tenant)
    standing = subscription.state if subscription else states.ACTIVE
    return tenants.restore(tenant=tenant, standing=standing, actor=actor, at=at)


def bill(*, tenant: Tenant, period: str, actor: Actor, at: datetime) -> Bill:
    """Issue the bill of a month; twice is the same bill. It goes out by `send`, or by the scheduler."""
    return subscriptions.issue_bill(tenant=tenant, period=period, actor=actor, at=at)


def send(*, bill: Bill, actor: Actor, at: datetime) -> Bill:
    """Send a bill that waits, now. Call outside of any transaction."""
    return subscriptions.send_bill(bill=bill, actor=actor, at=at)


def count(*, tenant: Tenant, actor: Actor, at: datetime) -> Tally:
    """Count one marketplace's month so far. A figure, not a change: it writes no history."""
    period = month_of(at)
    released = usage.released(tenant, months.bounds(period)[0], at)
    volume = total((release.volume for release in released), tenant.currency)
    facts = {
        "currency": tenant.currency,
        "volume_minor": volume.minor,
        "payments": len(released),
        "error": _error_inside(tenant),
        "counted_at": at,
    }
    return Tally.objects.update_or_create(tenant=tenant, period=period, defaults=facts)[0]


def check_books(*, tenant: Tenant, actor: Actor, at: datetime) -> BooksCheck:
    """Ask a marketplace's gateways and recompute its books; keep what was found, and mail it to the operators. A
    mismatch freezes its payouts, and that has its history there. Call outside of any transaction."""
    with scope.tenant_scope(tenant):
        found = [str(finding) for finding in ledger.check_books(actor=actor, at=at)]
        if not found:
            checkpoints.make(at)
    kept = {"findings": found, "checked_at": at}
    check = BooksCheck.objects.update_or_create(tenant=tenant, defaults=kept)[0]
    if found:
        mail.send_findings(check)
    return check


def _error_inside(tenant: Tenant) -> str:
    """The last line of what failed last in the marketplace and is still to be tried again, or nothing."""
    with scope.tenant_scope(tenant):
        waiting = Undelivered.objects.order_by("-id").values_list("error", flat=True)[:1]
        ringing = Timer.objects.exclude(error="").order_by("-id").values_list("error", flat=True)[:1]
        found = [*waiting, *ringing]
    return found[0].strip().splitlines()[-1][:ERROR_LENGTH] if found and found[0].strip() else ""

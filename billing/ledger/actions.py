"""What may be done with the books as a whole: check them, freeze payouts, lift the freeze."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from billing.ledger import reconcile
from billing.ledger.models import Freeze
from kernel import history
from kernel.actors import Actor
from kernel.errors import Refused


class UnableToLift(Refused):
    message = _("The books still do not add up.")


def check_books(*, actor: Actor, at: datetime) -> list[reconcile.Finding]:
    """Ask the gateways and recompute everything; on any mismatch no payout leaves this marketplace until a person lifts
    the freeze. Call outside of any transaction."""
    findings = [*reconcile.ask(at), *reconcile.run()]
    if findings:
        freeze_payouts(findings=findings, actor=actor, at=at)
    return findings


def freeze_payouts(*, findings: Sequence[reconcile.Finding], actor: Actor, at: datetime) -> Freeze:
    """Stop payouts. An open freeze stays as it is, with what was found first."""
    with transaction.atomic():
        kept = [finding.as_json() for finding in findings]
        row, born = Freeze.objects.get_or_create(
            scope="payouts", lifted_at=None, defaults={"findings": kept, "frozen_at": at}
        )
        if born:
            history.record(row, "freeze", actor=actor, at=at, data={"findings": kept})
    return row


def lift_freeze(*, actor: Actor, at: datetime) -> bool:
    """Let payouts go again, once the books add up. False when nothing was frozen. Raises UnableToLift. Call outside of
    any transaction."""
    asked = reconcile.ask(at)
    with transaction.atomic():
        row = Freeze.objects.select_for_update(no_key=True).filter(scope="payouts", lifted_at=None).first()
        if row is None:
            return False
        if asked or reconcile.run():
            raise UnableToLift()
        row.lifted_at = at
        row.save(update_fields=["lifted_at"])
        history.record(row, "lift", actor=actor, at=at)
    return True

"""Where a freelancer's money goes."""

import unicodedata
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from billing.payments import gateways, outbox, queries, states
from billing.payments.errors import UnableToPayOut
from billing.payments.gateways import seam
from billing.payments.gateways.seam import Outcome, Payee
from billing.payments.models import PayoutMethod
from billing.stripe_gateway import sealing
from kernel import history
from kernel.actors import GATEWAY, Actor

WAITS = timedelta(days=3)
NOT_SENT = (states.REQUESTED, states.QUEUED)
STATUSES = {
    seam.VERIFIED: PayoutMethod.VERIFIED,
    seam.REFUSED: PayoutMethod.REFUSED,
    seam.FAILED: PayoutMethod.REFUSED,
}


def add_payout_method(
    *,
    member_id: int,
    holder: str,
    account: str,
    email: str = "",
    return_url: str = "",
    named: UUID | None = None,
    actor: Actor,
    at: datetime,
) -> PayoutMethod:
    """Have a freelancer's payouts go to `account` (an IBAN or account number; digits of any script). It can be used
    three days from now, so that a thief who has her password cannot have her money the same day, and once the gateway
    has verified her. A method that has the uuid `named` already is returned as it stands."""
    plain = "".join(str(unicodedata.decimal(char, char)) for char in account if not char.isspace())
    if not 4 <= len(plain) <= 34 or not (plain.isascii() and plain.isalnum()):
        raise UnableToPayOut(_("An account number has 4 to 34 letters and digits."))
    if not holder.strip():
        raise UnableToPayOut(_("Please name the account holder."))
    plain = plain.upper()
    with transaction.atomic():
        method, is_new = PayoutMethod.objects.get_or_create(
            uuid=named or uuid4(),
            member_id=member_id,
            defaults={
                "gateway": queries.gateway_in_use(),
                "label": f"•••• {plain[-4:]}",
                "holder": holder.strip()[:120],
                "sealed": sealing.seal({"account": plain, "email": email, "return_url": return_url}),
                "added_at": at,
                "usable_from": at + WAITS,
            },
        )
        if not is_new:
            return method
        history.record(method, "add", actor=actor, at=at, data={"member_id": member_id, "label": method.label})
        outbox.write(kind=seam.ONBOARD, subject_id=method.pk, key=f"onboard:{method.uuid}", at=at)
    return method


def remove_payout_method(*, method: PayoutMethod, actor: Actor, at: datetime) -> PayoutMethod:
    """Use this method no longer. Refused while a payout to it has not left: its account number is still needed."""
    with transaction.atomic():
        PayoutMethod.objects.select_for_update().get(pk=method.pk)
        if method.payouts.filter(state__in=NOT_SENT).exists():
            raise UnableToPayOut(_("A payout to this account has not been sent yet. Remove the account afterwards."))
        if PayoutMethod.objects.filter(pk=method.pk, removed_at=None).update(removed_at=at, sealed="") != 1:
            raise UnableToPayOut(_("This payout method was removed already."))
        history.record(method, "remove", actor=actor, at=at, data={"member_id": method.member_id})
    method.refresh_from_db()
    return method


def refresh_payout_method(*, method: PayoutMethod, actor: Actor, at: datetime) -> PayoutMethod:
    """Ask the gateway whether the payee is verified. Call outside of any transaction."""
    if method.external_id:
        status = gateways.get(method.gateway).payee_status(method.external_id, at=at)
        with transaction.atomic():
            _take(method.pk, Outcome(method.external_id, status), at, actor)
    method.refresh_from_db()
    return method


def _call(number: int, key: str, at: datetime) -> Outcome:
    row = PayoutMethod.objects.get(pk=number)
    facts = sealing.unseal(row.sealed)
    payee = Payee(str(row.uuid), row.holder, facts["account"], facts["email"], facts["return_url"])
    return gateways.get(row.gateway).onboard(payee, key=key, at=at)


def _take(number: int, outcome: Outcome, at: datetime, actor: Actor = GATEWAY) -> None:
    row = PayoutMethod.objects.select_for_update().get(pk=number)
    status = STATUSES.get(outcome.status, PayoutMethod.PENDING)
    external, page = outcome.external_id or row.external_id, outcome.page_url or row.onboarding_url
    if (status, external, page) != (row.status, row.external_id, row.onboarding_url):
        PayoutMethod.objects.filter(pk=number).update(status=status, external_id=external, onboarding_url=page)
        history.record(row, "check", actor=actor, at=at, data={"member_id": row.member_id, "status": status})


outbox.register(seam.ONBOARD, _call, _take)

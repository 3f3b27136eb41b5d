"""Money back to a client: out of her credit account, onto the payment it came with."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from billing.ledger import accounts, posting
from billing.ledger.posting import Move
from billing.payments import gateways, outbox, states
from billing.payments.errors import UnableToRefund
from billing.payments.gateways import seam
from billing.payments.gateways.seam import Order, Outcome
from billing.payments.models import Collection, Refund
from kernel import transition
from kernel.actors import GATEWAY, Actor
from kernel.money import Money, total
from kernel.moves import Role


def request_refund(*, collection: Collection, amount: Money, reference: str, actor: Actor, at: datetime) -> Refund:
    """Send `amount` back on the payment it came with. The caller has posted it to the payer's credit account in the
    same
    transaction; when the gateway confirms, credit ← clearing is booked. The same `reference` twice is one refund."""
    with transaction.atomic():
        paid = Collection.objects.select_for_update().get(pk=collection.pk)
        existing = Refund.objects.filter(reference=reference).first()
        if existing is not None:
            return existing
        if paid.state != states.CONFIRMED:
            raise UnableToRefund(_("This payment has not arrived, so there is nothing to give back."))
        given = total((row.amount for row in paid.refunds.exclude(state=states.CREDITED)), paid.currency)
        if amount.minor <= 0 or given + amount > paid.amount:
            raise UnableToRefund(_("This is more than is left of the payment."))
        refund = Refund.objects.create(
            state=states.REQUESTED,
            gateway=paid.gateway,
            amount_minor=amount.minor,
            currency=amount.currency,
            collection=paid,
            payer_id=paid.payer_id,
            reference=reference,
            created_at=at,
        )
        transition.begin(states.REFUND, refund, "request", role=Role.CLIENT, actor=actor, at=at, data=_news(refund))
        _write(refund, at)
    return refund


def retry_refund(*, refund: Refund, actor: Actor, at: datetime) -> Refund:
    """Try a failed refund again, as a new call with a new key."""
    with transaction.atomic():
        fields = {"attempt": refund.attempt + 1, "failure": "", "external_id": ""}
        data = _news(refund)
        transition.apply(
            states.REFUND, refund, "retry", role=Role.FINANCE, actor=actor, at=at, data=data, fields=fields
        )
        _write(refund, at)
    return refund


def credit_refund(*, refund: Refund, actor: Actor, at: datetime) -> Refund:
    """Give up on the payment's way back: the client keeps it as credit here."""
    with transaction.atomic():
        _apply(refund, "credit", Role.FINANCE, actor, at)
    return refund


def mark_refund(*, refund: Refund, actor: Actor, at: datetime) -> Refund:
    """Finance staff say that a refund by bank transfer has gone out."""
    with transaction.atomic():
        row = Refund.objects.select_for_update().get(pk=refund.pk)
        if row.gateway != "manual":
            raise UnableToRefund(_("Only bank transfers are marked by hand."))
        _succeed(row, Role.FINANCE, actor, at)
    refund.refresh_from_db()
    return refund


def refresh_refund(*, refund: Refund, actor: Actor, at: datetime) -> Refund:
    """Ask the gateway what became of a refund. Call outside of any transaction; twice is once."""
    if refund.external_id:
        outcome = gateways.get(refund.gateway).fetch(seam.REFUND, refund.external_id, at=at)
        with transaction.atomic():
            _take(refund.pk, outcome, at, actor)
    refund.refresh_from_db()
    return refund


def _call(number: int, key: str, at: datetime) -> Outcome:
    row = Refund.objects.select_related("collection").get(pk=number)
    order = Order(reference=str(row.uuid), amount=row.amount, target=row.collection.external_id)
    return gateways.get(row.gateway).refund(order, key=key, at=at)


def _take(number: int, outcome: Outcome, at: datetime, actor: Actor = GATEWAY) -> None:
    """Bring a refund to where the gateway says it is; older news change nothing."""
    row = Refund.objects.select_for_update().get(pk=number)
    if outcome.external_id and not row.external_id:
        Refund.objects.filter(pk=number).update(external_id=outcome.external_id)
    verb = {seam.PROCESSING: "submit", seam.SUCCEEDED: "succeed", seam.FAILED: "fail"}[outcome.status]
    if not states.REFUND.find(verb, Role.GATEWAY, row.state):
        return
    if verb == "succeed":
        _succeed(row, Role.GATEWAY, actor, at)
    else:
        _apply(row, verb, Role.GATEWAY, actor, at, failure=outcome.failure)


def _succeed(row: Refund, role: Role, actor: Actor, at: datetime) -> None:
    _apply(row, "succeed", role, actor, at)
    moves = [Move(accounts.credit(row.payer_id), accounts.clearing(row.gateway), row.amount)]
    posting.post(key=f"refund:{row.pk}:succeed", kind="refund.succeed", moves=moves, effective_at=at)


def _apply(row: Refund, verb: str, role: Role, actor: Actor, at: datetime, *, failure: str = "") -> None:
    fields: dict[str, object] = {"failure": failure[:300]}
    if verb in ("succeed", "credit"):
        fields["done_at"] = at
    transition.apply(states.REFUND, row, verb, role=role, actor=actor, at=at, data=_news(row), fields=fields)


def _write(refund: Refund, at: datetime) -> None:
    key = f"refund:{refund.uuid}:{refund.attempt}"
    outbox.write(kind=seam.REFUND, subject_id=refund.pk, key=key, at=at)


def _news(row: Refund) -> dict[str, object]:
    return {
        "payer_id": row.payer_id,
        "amount_minor": row.amount_minor,
        "currency": row.currency,
        "reference": row.reference,
        "collection": str(row.collection.uuid),
    }


outbox.register(seam.REFUND, _call, _take)

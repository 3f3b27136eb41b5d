"""A client pays."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from billing.ledger import accounts, posting
from billing.ledger.posting import Move
from billing.payments import gateways, outbox, play, queries, states
from billing.payments.errors import UnableToCollect
from billing.payments.gateways import seam
from billing.payments.gateways.seam import Order, Outcome
from billing.payments.models import Collection
from kernel import currencies, history, timers, transition
from kernel.actors import CLOCK, GATEWAY, Actor
from kernel.errors import TooLate
from kernel.money import Money
from kernel.moves import Role

LASTS = {"manual": timedelta(days=30)}
A_DAY = timedelta(days=1)
LOOK_AGAIN = timedelta(minutes=2)


def request_collection(
    *, purpose: str, reference: str, amount: Money, payer_id: int, return_url: str, actor: Actor, at: datetime
) -> Collection:
    """Ask a client for `amount` for one thing, named by `purpose` and `reference`. Asking again while the first
    request is
    open returns it (or replaces it when the amount has changed); when it was paid already, `UnableToCollect`.

    She pays at `.checkout_url`. Events: `payment.confirm` when the money is there, `payment.fail` when it will not
    come.
    """
    gateway = queries.gateway_in_use()
    _check_amount(amount, gateway)
    with transaction.atomic():
        alive = _alive(purpose, reference, amount, payer_id, actor, at)
        if alive is not None:
            return alive
        collection = Collection(
            state=states.OPEN,
            gateway=gateway,
            purpose=purpose,
            reference=reference,
            amount_minor=amount.minor,
            currency=amount.currency,
            payer_id=payer_id,
            opened_by=actor.user_id,
            return_url=return_url,
            created_at=at,
            expires_at=at + LASTS.get(gateway, A_DAY),
        )
        try:
            with transaction.atomic():
                collection.save()
        except IntegrityError:
            raise UnableToCollect(_("This payment was just started somewhere else. Please look again.")) from None
        transition.begin(
            states.COLLECTION, collection, "request", role=Role.CLIENT, actor=actor, at=at, data=_news(collection)
        )
        outbox.write(kind=seam.COLLECT, subject_id=collection.pk, key=f"collect:{collection.uuid}", at=at)
    return collection


def _check_amount(amount: Money, gateway: str) -> None:
    rule = currencies.get(amount.currency).gateway(gateway)
    if amount.minor <= 0:
        raise UnableToCollect(_("The amount must be more than zero."))
    if amount.minor % rule.step:
        raise UnableToCollect(_("The last decimal of this amount must be a zero, or it cannot be paid by card."))
    if amount.minor < rule.minimum:
        raise UnableToCollect(_("This amount is smaller than a card payment may be."))


def _alive(purpose: str, reference: str, amount: Money, payer_id: int, actor: Actor, at: datetime) -> Collection | None:
    """The request that stands already; one for another amount is given up first."""
    found = (
        Collection.objects.select_for_update()
        .filter(purpose=purpose, reference=reference, late=False)
        .exclude(state=states.FAILED)
        .first()
    )
    if found is None:
        return None
    if found.state == states.CONFIRMED:
        raise UnableToCollect(_("This was paid already."))
    if found.amount == amount and found.payer_id == payer_id and (found.gateway != play.SANDBOX or play.goes_on()):
        return found
    if found.state == states.PROCESSING:
        raise UnableToCollect(_("A payment for this is on its way. Please wait until it has arrived."))
    _apply(found, "fail", Role.CLIENT, actor, at, failure="replaced")
    return None


def cancel_collection(*, collection: Collection, actor: Actor, at: datetime) -> Collection:
    """The client thinks better of it, before she has paid."""
    with transaction.atomic():
        _apply(collection, "fail", Role.CLIENT, actor, at, failure="cancelled")
    return collection


def end_play(*, actor: Actor, at: datetime) -> int:
    """Give up every play payment under way: real money begins. Returns how many. Each can be started again. One that is
    in somebody's hands just now is given up there, once the switch is made (see `_take`)."""
    with transaction.atomic():
        rows = list(queries.under_way().filter(gateway=play.SANDBOX).select_for_update(skip_locked=True))
        for row in rows:
            _apply(row, "fail", Role.GATEWAY, actor, at, failure="replaced")
    return len(rows)


def expire_collection(*, collection: Collection, actor: Actor, at: datetime) -> Collection:
    """Nobody paid in time. A payment that still arrives is confirmed all the same."""
    with transaction.atomic():
        _apply(collection, "fail", Role.CLOCK, actor, at, failure="expired")
    return collection


def refresh_collection(*, collection: Collection, actor: Actor, at: datetime) -> Collection:
    """Ask the gateway what became of a payment, and take it on. Call outside of any transaction; twice is once."""
    if collection.external_id:
        outcome = gateways.get(collection.gateway).fetch(seam.COLLECT, collection.external_id, at=at)
        with transaction.atomic():
            _take(collection.pk, outcome, at, actor)
    collection.refresh_from_db()
    return collection


def confirm_receipt(
    *, collection: Collection, received: Money, before: Money | None = None, actor: Actor, at: datetime
) -> Collection:
    """Finance staff say what came in by bank transfer. Part of it leaves the rest open; what is over becomes the
    client's credit. `before` is what they saw booked: when there is more by now, this is refused, so that a form sent
    twice counts once."""
    with transaction.atomic():
        row = Collection.objects.select_for_update().get(pk=collection.pk)
        if row.gateway != "manual":
            raise UnableToCollect(_("Only bank transfers are confirmed by hand."))
        if received.minor <= 0:
            raise UnableToCollect(_("The amount must be more than zero."))
        if row.state not in (states.OPEN, states.FAILED):
            raise UnableToCollect(_("This payment is complete already."))
        if before is not None and before != row.received:
            raise TooLate
        had, total = row.received, row.received + received
        if total < row.amount:
            Collection.objects.filter(pk=row.pk).update(received_minor=total.minor)
            history.record(row, "receive", actor=actor, at=at, data={"received_minor": received.minor})
        else:
            if total > row.amount:
                _book_surplus(row, total - row.amount, at)
            fields = {"received_minor": total.minor, "done_at": at, "late": _is_late(row)}
            data = _news(row) | {"received_before_minor": had.minor}
            transition.apply(
                states.COLLECTION, row, "confirm", role=Role.FINANCE, actor=actor, at=at, data=data, fields=fields
            )
    collection.refresh_from_db()
    return collection


def _book_surplus(row: Collection, over: Money, at: datetime) -> None:
    posting.post(
        key=f"surplus:{row.pk}",
        kind="surplus",
        moves=[Move(accounts.clearing(row.gateway), accounts.credit(row.payer_id), over)],
        effective_at=at,
    )


def _call(number: int, key: str, at: datetime) -> Outcome:
    row = Collection.objects.get(pk=number)
    order = Order(reference=str(row.uuid), amount=row.amount, return_url=row.return_url)
    return gateways.get(row.gateway).collect(order, key=key, at=at)


def _take(number: int, outcome: Outcome, at: datetime, actor: Actor = GATEWAY) -> None:
    """Bring a payment to where the gateway says it is; older news change nothing."""
    row = Collection.objects.select_for_update().get(pk=number)
    if not row.external_id and outcome.external_id:
        row.external_id, row.page_url = outcome.external_id, outcome.page_url
        Collection.objects.filter(pk=number).update(external_id=row.external_id, page_url=row.page_url)
    verb = {
        seam.CHALLENGE: "challenge",
        seam.PROCESSING: "process",
        seam.SUCCEEDED: "confirm",
        seam.FAILED: "fail",
        seam.OPEN: "decline" if outcome.failure and outcome.failure != row.failure else "",
    }[outcome.status]
    if verb in ("challenge", "process", "confirm") and row.gateway == play.SANDBOX and not play.goes_on():
        verb = "fail"  # paid with a test card where real money moves by now
    if verb and states.COLLECTION.find(verb, Role.GATEWAY, row.state):
        if verb == "confirm" and outcome.amount is not None and outcome.amount != row.amount:
            raise ValueError(f"Payment {row.uuid} came in with {outcome.amount} instead of {row.amount}.")
        _apply(row, verb, Role.GATEWAY, actor, at, failure=outcome.failure)
    if row.state == states.PROCESSING and outcome.status == seam.PROCESSING:
        _look_again(row, at)


def _look_again(row: Collection, at: datetime) -> None:
    """A payment on its way is asked after, even when no webhook comes."""
    due_at = at + LOOK_AGAIN
    timers.schedule("payment", row.pk, "look", due_at=due_at, key=f"payment:{row.pk}:{due_at.isoformat()}")


def _on_fail_due(number: int, at: datetime) -> None:
    expire_collection(collection=Collection.objects.get(pk=number), actor=CLOCK, at=at)


def _apply(row: Collection, verb: str, role: Role, actor: Actor, at: datetime, *, failure: str = "") -> None:
    fields: dict[str, object] = {"failure": failure}
    if verb in ("confirm", "fail"):
        fields["done_at"] = at
    if verb == "confirm":
        fields |= {"received_minor": row.amount_minor, "late": _is_late(row)}
    data = _news(row) | {"reason": failure}
    transition.apply(states.COLLECTION, row, verb, role=role, actor=actor, at=at, data=data, fields=fields)


def _is_late(row: Collection) -> bool:
    """Whether this payment was given up and another one for the same stands in its place: both are then confirmed, and
    whoever asked for them keeps one and gives the other back."""
    others = Collection.objects.filter(purpose=row.purpose, reference=row.reference, late=False).exclude(pk=row.pk)
    return row.state == states.FAILED and others.exclude(state=states.FAILED).exists()


def _news(row: Collection) -> dict[str, object]:
    """What the history row of a payment tells its subscribers."""
    return {
        "purpose": row.purpose,
        "reference": row.reference,
        "amount_minor": row.amount_minor,
        "currency": row.currency,
        "collection": str(row.uuid),
        "payer_id": row.payer_id,
        "gateway": row.gateway,
    }


outbox.register(seam.COLLECT, _call, _take)
timers.handle("payment", "fail")(_on_fail_due)

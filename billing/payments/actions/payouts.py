"""A freelancer withdraws what is hers."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from billing.ledger import accounts, posting
from billing.ledger import queries as ledger
from billing.ledger.errors import Overdrawn
from billing.ledger.posting import Move
from billing.payments import gateways, outbox, queries, states
from billing.payments.errors import UnableToPayOut
from billing.payments.gateways import seam
from billing.payments.gateways.seam import Order, Outcome
from billing.payments.models import Payout, PayoutMethod
from kernel import currencies, timers, transition
from kernel.actors import CLOCK, GATEWAY, Actor
from kernel.money import Money
from kernel.moves import Role

FROZEN_PAUSE = timedelta(minutes=15)


def request_payout(*, member_id: int, amount: Money, named: UUID | None = None, actor: Actor, at: datetime) -> Payout:
    """Withdraw `amount` to the freelancer's newest usable payout method. Never more than is available: the ledger
    refuses. Her money leaves `available` at once; it comes back when the payout is cancelled or fails.
    A payout that has the uuid `named` already is returned as it stands: the same request sent twice is one."""
    method = _method(member_id, at)
    rule = currencies.get(amount.currency).gateway(method.gateway)
    if amount.minor <= 0:
        raise UnableToPayOut(_("The amount must be more than zero."))
    if amount.minor % rule.step:
        raise UnableToPayOut(_("The last decimal of this amount must be a zero, or it cannot be paid out."))
    try:
        with transaction.atomic():
            _hold(method)
            facts = {"state": states.REQUESTED, "gateway": method.gateway, "method": method, "created_at": at}
            facts |= {"amount_minor": amount.minor, "currency": amount.currency}
            payout, is_new = Payout.objects.get_or_create(uuid=named or uuid4(), member_id=member_id, defaults=facts)
            if not is_new:
                return payout
            _book(payout, "request", accounts.available(member_id), accounts.payout(payout.pk), at)
            role, data = Role.FREELANCER, _news(payout)
            transition.begin(states.PAYOUT, payout, "request", role=role, actor=actor, at=at, data=data)
    except Overdrawn:
        raise UnableToPayOut(_("This is more than you have available.")) from None
    return payout


def _method(member_id: int, at: datetime) -> PayoutMethod:
    if ledger.payouts_frozen():
        raise UnableToPayOut(_("Payouts are paused while the books are being checked. Your money is safe."))
    usable = queries.usable_method(member_id, at)
    if usable is not None:
        return usable
    methods = queries.methods_of(member_id)
    if methods.filter(status=PayoutMethod.VERIFIED).exists():
        raise UnableToPayOut(_("A new payout method can be used three days after it was added."))
    if methods.exists():
        raise UnableToPayOut(_("Your payout method is not verified yet."))
    raise UnableToPayOut(_("Please add a payout method first."))


def _hold(method: PayoutMethod) -> None:
    """Nobody removes the method while a payout to it is written down."""
    if not PayoutMethod.objects.select_for_update().filter(pk=method.pk, removed_at=None).exists():
        raise UnableToPayOut(_("Please add a payout method first."))


def cancel_payout(*, payout: Payout, actor: Actor, at: datetime) -> Payout:
    """The freelancer takes her request back before it is queued; the money is available again."""
    with transaction.atomic():
        _apply(payout, "cancel", Role.FREELANCER, actor, at)
        _book(payout, "cancel", accounts.payout(payout.pk), accounts.available(payout.member_id), at)
    return payout


def queue_payout(*, payout: Payout, actor: Actor, at: datetime) -> Payout:
    """Hand a requested payout to the gateway's outbox, unless payouts are frozen; then it waits for `queue_waiting`."""
    if ledger.payouts_frozen():
        return payout
    with transaction.atomic():
        _apply(payout, "queue", Role.CLOCK, actor, at)
        outbox.write(kind=seam.PAY_OUT, subject_id=payout.pk, key=f"payout:{payout.uuid}", at=at)
    return payout


def queue_waiting(*, actor: Actor, at: datetime) -> int:
    """Queue what was requested while payouts were frozen. Returns how many."""
    waiting = list(Payout.objects.filter(state=states.REQUESTED, created_at__lt=at).order_by("id")[:500])
    return sum(queue_payout(payout=payout, actor=actor, at=at).state == states.QUEUED for payout in waiting)


def mark_payout(*, payout: Payout, verb: str, reason: str = "", actor: Actor, at: datetime) -> Payout:
    """Finance staff say what became of a bank transfer: `send`, `pay`, `fail` or `return`."""
    with transaction.atomic():
        row = Payout.objects.select_for_update().get(pk=payout.pk)
        if row.gateway != "manual" or verb not in ("send", "pay", "fail", "return"):
            raise UnableToPayOut(_("Only bank transfers are marked by hand."))
        _settle(row, verb, Role.FINANCE, actor, at, reason)
    payout.refresh_from_db()
    return payout


def refresh_payout(*, payout: Payout, actor: Actor, at: datetime) -> Payout:
    """Ask the gateway what became of a payout. Call outside of any transaction; twice is once."""
    if payout.external_id:
        outcome = gateways.get(payout.gateway).fetch(seam.PAY_OUT, payout.external_id, at=at)
        with transaction.atomic():
            _take(payout.pk, outcome, at, actor)
    payout.refresh_from_db()
    return payout


def _call(number: int, key: str, at: datetime) -> Outcome:
    row = Payout.objects.select_related("method").get(pk=number)
    if row.method.status != PayoutMethod.VERIFIED:
        raise seam.Declined(_("The payout method is not verified."))
    order = Order(reference=str(row.uuid), amount=row.amount, target=row.method.external_id)
    return gateways.get(row.gateway).pay_out(order, key=key, at=at)


def _take(number: int, outcome: Outcome, at: datetime, actor: Actor = GATEWAY) -> None:
    """Bring a payout to where the gateway says it is; older news change nothing."""
    row = Payout.objects.select_for_update().get(pk=number)
    if outcome.external_id and not row.external_id:
        row.external_id = outcome.external_id
        Payout.objects.filter(pk=number).update(external_id=outcome.external_id)
    wanted: tuple[str, ...] = {
        seam.OPEN: (),
        seam.PROCESSING: ("send",),
        seam.SUCCEEDED: ("send", "pay"),
        seam.FAILED: ("fail",),
        seam.RETURNED: ("send", "pay", "return"),
    }[outcome.status]
    for verb in wanted:
        if states.PAYOUT.find(verb, Role.GATEWAY, row.state):
            _settle(row, verb, Role.GATEWAY, actor, at, outcome.failure)


def _settle(row: Payout, verb: str, role: Role, actor: Actor, at: datetime, reason: str) -> None:
    """One move of a payout with its postings: paid empties the payout's account, failed gives the money back."""
    _apply(row, verb, role, actor, at, reason=reason)
    held, hers, outside = (
        accounts.payout(row.pk),
        accounts.available(row.member_id),
        accounts.clearing(row.gateway),
    )
    if verb == "pay":
        _book(row, "pay", held, outside, at)
    elif verb == "fail":
        _book(row, "fail", held, hers, at)
    elif verb == "return":
        _book(row, "return", outside, hers, at)


def _apply(row: Payout, verb: str, role: Role, actor: Actor, at: datetime, *, reason: str = "") -> None:
    fields: dict[str, object] = {"failure": reason[:300]}
    if verb in ("pay", "fail", "cancel", "return"):
        fields["done_at"] = at
    data = _news(row) | {"reason": reason}
    transition.apply(states.PAYOUT, row, verb, role=role, actor=actor, at=at, data=data, fields=fields)


def _book(row: Payout, event: str, debit: str, credit: str, at: datetime) -> None:
    moves = [Move(debit, credit, row.amount)]
    posting.post(key=f"payout:{row.pk}:{event}", kind=f"payout.{event}", moves=moves, effective_at=at)


def _news(row: Payout) -> dict[str, object]:
    return {
        "member_id": row.member_id,
        "amount_minor": row.amount_minor,
        "currency": row.currency,
        "payout": str(row.uuid),
        "method": row.method.label,
    }


def _on_queue_due(number: int, at: datetime) -> None:
    """While the books are frozen the clock comes again, a quarter of an hour later."""
    payout = queue_payout(payout=Payout.objects.get(pk=number), actor=CLOCK, at=at)
    if payout.state == states.REQUESTED:
        again = at + FROZEN_PAUSE
        timers.schedule("payout", number, "queue", due_at=again, key=f"payout:{number}:{again.isoformat()}")


outbox.register(seam.PAY_OUT, _call, _take)
timers.handle("payout", "queue")(_on_queue_due)

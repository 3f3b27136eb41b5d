"""clearing = what the gateway reports (money paper §1), in two halves that meet in our own rows.

`check` holds the moves of every clearing account against the payments, refunds, payouts and chargebacks they stand for:
all of them, in the one moment of the run. `ask` goes to the gateways beforehand, outside of any transaction, and holds
their word against the rows that are under way or were done of late; what it finds that we had missed is taken on, as
from a webhook. What is on its way between the two, a payment whose news is not told yet, is nobody's fault.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from django.db.models import Q

from billing.ledger import accounts, reconcile
from billing.ledger import queries as ledger
from billing.ledger.reconcile import Finding
from billing.payments import actions, gateways, states
from billing.payments.gateways import seam
from billing.payments.models import Chargeback, Collection, Payout, Refund
from kernel.actors import GATEWAY
from kernel.history import relay
from kernel.money import Money

log = logging.getLogger(__name__)
Row = Collection | Refund | Payout | Chargeback
Place = tuple[str, str]  # the account as the ledger keeps it, and "payment 7"
# Asked again: what ended in these days, and what has not ended for longer.
DONE_SINCE, OPEN_SINCE = timedelta(days=35), timedelta(days=180)
# What each noun is at a gateway, the action that takes its news on, and what the action calls it.
KINDS: dict[type[Row], tuple[str, Callable[..., object] | None, str]] = {
    Collection: (seam.COLLECT, actions.refresh_collection, "collection"),
    Refund: (seam.REFUND, actions.refresh_refund, "refund"),
    Payout: (seam.PAY_OUT, actions.refresh_payout, "payout"),
    Chargeback: (seam.DISPUTE, None, "chargeback"),
}
# Of a row's states, those in which money has moved; of a gateway's words, the same.
MOVED: dict[type[Row], tuple[str, ...]] = {
    Collection: (states.CONFIRMED,),
    Refund: (states.SUCCEEDED,),
    Payout: (states.PAID,),
    Chargeback: (states.NEEDS_RESPONSE, states.UNDER_REVIEW, states.LOST),
}
SAID: dict[type[Row], tuple[str, ...]] = {Chargeback: (seam.OPEN, seam.PROCESSING, seam.LOST)}
Names = Callable[[Iterable[str]], Mapping[str, str]]
_names: list[Names] = []


def name_bookings(names: Names) -> None:
    """Register who knows which payment a transfer booked: `names(keys of transfers)` gives key → uuid of the payment,
    for the keys it knows."""
    if names not in _names:
        _names.append(names)


def listen() -> None:
    reconcile.register(check)
    reconcile.register_question(ask)


def check() -> Iterator[Finding]:
    """A finding for each payment, refund, payout and chargeback of which the clearing accounts hold another sum than
    the row says has moved, and for each transfer that none of them stands for."""
    claimed, booked, on_its_way = _claimed(), _booked(), _on_its_way()
    for place in sorted(claimed.keys() | booked.keys()):
        should, found = claimed.get(place, 0), booked.get(place, 0)
        if should != found and found != on_its_way.get(place[1]):
            yield _finding("clearing = payments", place, should, found)


def ask(at: datetime) -> Iterator[Finding]:
    """A finding for each row that says another sum has moved than its gateway does. A gateway that does not answer
    is asked next time."""
    for gateway in Collection.objects.order_by().values_list("gateway", flat=True).distinct():
        _hear_of_disputes(gateway, at)
    for model in KINDS:
        rows = model._default_manager.exclude(external_id="")
        late = Q(done_at__gte=at - DONE_SINCE) | Q(done_at=None, created_at__gte=at - OPEN_SINCE)
        for row in rows.filter(late).order_by("pk"):
            try:
                yield from _compare(row, at)
            except seam.Unsure as unsure:
                log.warning("%s %s could not be compared: %s", *_place(row), unsure)


def _hear_of_disputes(gateway: str, at: datetime) -> None:
    """A dispute that nobody told us of has no row to be compared: it is taken on, and the books then say it."""
    try:
        told = set(Chargeback.objects.filter(gateway=gateway).values_list("external_id", flat=True))
        for external_id in gateways.get(gateway).disputes(at - OPEN_SINCE):
            if external_id not in told:
                actions.note_chargeback(gateway=gateway, external_id=external_id, actor=GATEWAY, at=at)
    except (seam.Unsure, seam.Declined) as unsure:
        log.warning("the disputes at %s could not be asked for: %s", gateway, unsure)


def _compare(row: Row, at: datetime) -> Iterator[Finding]:
    since = gateways.get(row.gateway).answers_since()
    if since is not None and row.created_at < since:
        return
    said = _said(row, at)
    if said == _sum(row):
        return
    _take_on(row, said, at)
    row.refresh_from_db()
    # The row has heard by now what the gateway said. Where it says something else again, it is just being paid.
    if said != _sum(row) and said == _said(row, at):
        yield _finding("payments = gateway", _place(row), said, _sum(row))


def _take_on(row: Row, said: int, at: datetime) -> None:
    """Perhaps its news got lost. A sum other than was asked for is not taken on: it is what we are looking for."""
    _kind, refresh, noun = KINDS[type(row)]
    if refresh is None:
        actions.note_chargeback(gateway=row.gateway, external_id=row.external_id, actor=GATEWAY, at=at)
    elif abs(said) in (0, row.amount_minor):
        refresh(**{noun: row}, actor=GATEWAY, at=at)


def _said(row: Row, at: datetime) -> int:
    """What moved by the gateway's word, in minor units; nothing when it knows of no such thing."""
    try:
        outcome = gateways.get(row.gateway).fetch(KINDS[type(row)][0], row.external_id, at=at)
    except seam.Declined:
        return 0
    moved = outcome.status in SAID.get(type(row), (seam.SUCCEEDED,))
    return _signed(row, (outcome.amount or row.amount).minor) if moved else 0


def _sum(row: Row) -> int:
    """What moved by our own row."""
    minor = row.received_minor if isinstance(row, Collection) else row.amount_minor
    return _signed(row, minor) if row.state in MOVED[type(row)] else 0


def _signed(row: Row, minor: int) -> int:
    return minor if isinstance(row, Collection) else -minor


def _place(row: Row) -> Place:
    noun = getattr(row, "history_name", row._meta.model_name)
    return accounts.stored(accounts.clearing(row.gateway), row.currency), f"{noun} {row.pk}"


def _claimed() -> dict[Place, int]:
    rows: Iterable[Row] = (
        row for model, moved in MOVED.items() for row in model._default_manager.filter(state__in=moved).iterator()
    )
    return {_place(row): _sum(row) for row in rows}


def _on_its_way() -> dict[str, int]:
    """Payments whose news is not told yet, and what of each is booked before it is: what came in too much."""
    rows = Collection.objects.filter(pk__in=relay.untold("payment", "confirm"))
    return {f"payment {row.pk}": row.received_minor - row.amount_minor for row in rows}


def _booked() -> dict[Place, int]:
    """What the clearing accounts hold of each, by the keys of the transfers."""
    moves = ledger.by_transfer("clearing")
    foreign = [key for _code, key, _minor in moves if _own(key) is None]
    named = {key: name for names in _names for key, name in names(foreign).items()}
    numbers = {
        str(uuid): f"payment {pk}"
        for uuid, pk in Collection.objects.filter(uuid__in=set(named.values())).values_list("uuid", "pk")
    }
    held: dict[Place, int] = {}
    for code, key, minor in moves:
        place = code, _own(key) or numbers.get(named.get(key, ""), f"transfer {key}")
        held[place] = held.get(place, 0) + minor
    return held


def _own(key: str) -> str | None:
    """Of what our own keys tell: `payout:7:pay`, `refund:7:succeed`, `chargeback:7:open`, `surplus:7`."""
    noun, _colon, rest = key.partition(":")
    number, _colon, event = rest.partition(":")
    if not number.isdecimal():
        return None
    if noun == "surplus" and not event:
        return f"payment {number}"
    known = {"payout": ("pay", "return"), "refund": ("succeed",), "chargeback": ("open", "win")}
    return f"{noun} {number}" if event in known.get(noun, ()) else None


def _finding(check: str, place: Place, expected: int, found: int) -> Finding:
    code, subject = place
    currency = code.rpartition(":")[2]
    return Finding(check, f"{code}, {subject}", str(Money(expected, currency)), str(Money(found, currency)))

"""What payments does with the news from a marketplace's own Stripe account: find the row, ask again, take it on."""

from collections.abc import Callable
from datetime import datetime

from django.db import models, transaction

from billing.payments import actions, tasks
from billing.payments.gateways import seam, stripe
from billing.payments.models import Collection, Outgoing, Payout, PayoutMethod, Refund
from billing.stripe_gateway import inbox
from kernel import timers
from kernel.actors import GATEWAY

PREFIXES = ("checkout.session.", "payment_intent.", "refund.", "transfer.", "charge.dispute.", "v2.core.account")
# What the news is about: its rows, what the action calls one, and the action that asks again.
NEWS: dict[str, tuple[type[models.Model], str, Callable[..., object]]] = {
    seam.COLLECT: (Collection, "collection", actions.refresh_collection),
    seam.REFUND: (Refund, "refund", actions.refresh_refund),
    seam.PAY_OUT: (Payout, "payout", actions.refresh_payout),
    seam.ONBOARD: (PayoutMethod, "method", actions.refresh_payout_method),
}


def on_news(event: str, external_id: str, at: datetime) -> None:
    """One verified event. What it is about may not be ours; then there is nothing to do."""
    for news in stripe.news_of(event, external_id):
        if news.kind == seam.DISPUTE:
            actions.note_chargeback(gateway="stripe", external_id=news.external_id, actor=GATEWAY, at=at)
            continue
        model, noun, refresh = NEWS[news.kind]
        row = model._default_manager.filter(gateway="stripe", external_id=news.external_id).first()
        if row is not None:
            refresh(**{noun: row}, actor=GATEWAY, at=at)


def on_call_due(number: int, at: datetime) -> None:
    """The timer of a call in the outbox: the call itself is the worker's, after this transaction."""
    if Outgoing.objects.filter(pk=number, state=Outgoing.WAITING).exists():
        transaction.on_commit(lambda: tasks.send.delay(number))


def on_look_due(number: int, at: datetime) -> None:
    """A payment on its way is asked after, even when no webhook comes."""
    transaction.on_commit(lambda: tasks.look.delay(number))


def listen() -> None:
    timers.handle("outgoing", "send")(on_call_due)
    timers.handle("payment", "look")(on_look_due)
    for prefix in PREFIXES:
        inbox.handle(prefix, on_news, operator=False)

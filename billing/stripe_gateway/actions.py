"""Connecting a Stripe account, and hearing from it."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from billing.stripe_gateway import client, inbox, sealing
from billing.stripe_gateway.fake import deliver
from billing.stripe_gateway.models import StripeAccount
from kernel import history
from kernel.actors import Actor
from kernel.errors import Refused


class UnableToConnect(Refused):
    message = _("This key does not work.")


def save_key(*, key: str, webhook_secret: str, actor: Actor, at: datetime) -> StripeAccount:
    """Use this restricted key from now on. It is tried first, kept sealed, and shown by its last four characters
    only."""
    if not key.startswith(("rk_test_", "rk_live_", "sk_test_", "sk_live_")):
        raise UnableToConnect(_("A Stripe key begins with rk_ or sk_."))
    _try(key)
    live = key.startswith(("rk_live_", "sk_live_"))
    with transaction.atomic():
        StripeAccount.objects.filter(livemode=live, replaced_at=None).update(replaced_at=at)
        account = StripeAccount.objects.create(
            sealed_key=sealing.seal(key),
            last4=key[-4:],
            sealed_webhook_secret=sealing.seal(webhook_secret),
            livemode=live,
            token=secrets.token_urlsafe(32),
            checked_at=at,
        )
        history.record(account, "connect", actor=actor, at=at, data={"last4": account.last4, "live": live})
    return account


def _try(key: str) -> None:
    behind = client.fake_transport() if key == client.FAKE_KEY else None
    try:
        client.api_of(key, behind or client.network()).v1.balance.retrieve()
    except client.Lost as lost:
        raise UnableToConnect(_("Stripe cannot be reached at the moment. Please try again.")) from lost
    except client.StripeError as refused:
        raise UnableToConnect(_("Stripe does not accept this key.")) from refused


def rotate_seals(*, actor: Actor, at: datetime) -> int:
    """Seal every kept key with the newest sealing key. Returns how many."""
    with transaction.atomic():
        accounts = list(StripeAccount.objects.select_for_update())
        for account in accounts:
            account.sealed_key = sealing.rotate(account.sealed_key)
            if account.sealed_webhook_secret:
                account.sealed_webhook_secret = sealing.rotate(account.sealed_webhook_secret)
            account.save(update_fields=["sealed_key", "sealed_webhook_secret"])
    return len(accounts)


def hear(*, connection: client.Connection, actor: Actor, at: datetime) -> int:
    """Take on what has come in; the stand-in is first asked for what it has to say. Returns how many events were
    tried."""
    if connection.is_fake:
        deliver.run(connection, at=at)
    return inbox.work(connection, at=at)

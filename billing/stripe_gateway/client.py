"""The SDK's client behind our contract transport: with the account's key, or with the fake when there is none."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import stripe
from django.conf import settings

from billing.stripe_gateway import contract, sealing
from billing.stripe_gateway.fake.server import FakeStripe
from billing.stripe_gateway.fake.store import TableStore
from billing.stripe_gateway.models import StripeAccount
from kernel import clock

FAKE_KEY = "sk_" + "test_of_the_stand_in"
FAKE_SECRET = "whsec_" + "of_the_stand_in"
OPERATOR, MARKETPLACE = "operator", "marketplace"
stripe.enable_telemetry = False
stripe.set_app_info("Guildhall")
logging.getLogger("stripe").setLevel(logging.WARNING)

# The SDK's errors, for those above who may not import it: the answer was lost; the card or request was refused.
Lost = (stripe.APIConnectionError, stripe.RateLimitError, stripe.APIError)
Refused = (stripe.CardError, stripe.InvalidRequestError, stripe.IdempotencyError, stripe.PermissionError)
StripeError = stripe.StripeError


class NoKey(RuntimeError):
    """In production the stand-in takes nobody's money."""


@dataclass(frozen=True)
class Connection:
    """One Stripe account as we reach it. `endpoint` names its inbox; `secret` verifies its webhooks."""

    endpoint: str
    livemode: bool
    is_fake: bool
    secret: str
    api: stripe.StripeClient


def api_of(key: str, behind: Any, retries: int = 2) -> stripe.StripeClient:
    return stripe.StripeClient(
        key,
        http_client=contract.ContractTransport(behind),
        stripe_version=contract.API_VERSION,
        max_network_retries=retries,
    )


def fake_transport() -> FakeStripe:
    """The fake of the schema in force."""
    return FakeStripe(TableStore("stripe", lambda: int(clock.now().timestamp())))


def network() -> Any:
    """The way to the real Stripe."""
    return stripe.new_default_http_client()


def operator() -> Connection:
    """The operator's own account: key and secret come from the environment. Belongs to the public schema."""
    key, secret = settings.STRIPE_API_KEY, settings.STRIPE_WEBHOOK_SECRET
    if not key:
        return _fake(OPERATOR)
    live = key.startswith(("sk_live_", "rk_live_"))
    return Connection(OPERATOR, live, False, secret, api_of(key, network()))


def marketplace() -> Connection:
    """The account of the marketplace in force: its own restricted key, or the fake."""
    account = _newest()
    return _fake(MARKETPLACE) if account is None else _of(account)


def _newest() -> StripeAccount | None:
    return StripeAccount.objects.filter(replaced_at=None).order_by("-livemode").first()


def connected_at() -> datetime | None:
    """Since when the account that `marketplace` asks is the one; None for the fake that was always there."""
    account = _newest()
    return None if account is None else account.checked_at


def by_token(token: str) -> Connection | None:
    """The account whose webhooks come to this address; a key that was replaced still hears of what it began."""
    account = StripeAccount.objects.filter(token=token).first()
    if account is not None:
        return _of(account)
    plays = token == MARKETPLACE and settings.ENVIRONMENT != "production"
    return marketplace() if plays and marketplace().is_fake else None


def _of(account: StripeAccount) -> Connection:
    key = sealing.unseal(account.sealed_key)
    secret = sealing.unseal(account.sealed_webhook_secret) if account.sealed_webhook_secret else ""
    behind = fake_transport() if key == FAKE_KEY else network()
    return Connection(account.token, account.livemode, key == FAKE_KEY, secret, api_of(key, behind))


def _fake(endpoint: str) -> Connection:
    if settings.ENVIRONMENT == "production":
        raise NoKey("There is no Stripe key, and the stand-in does not take real people's money.")
    return Connection(endpoint, False, True, FAKE_SECRET, api_of(FAKE_KEY, fake_transport(), retries=0))

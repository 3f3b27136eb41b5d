"""In production the stand-in takes nobody's money, and an endpoint without a secret hears nobody."""

import hashlib
import hmac
from dataclasses import replace

import pytest

from billing.stripe_gateway import client, inbox
from billing.stripe_gateway.models import InboxEvent
from kernel.clock import now

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("reach", [client.operator, client.marketplace])
def test_without_a_key_there_is_no_connection_in_production(settings, reach):
    settings.STRIPE_API_KEY = ""
    assert reach().is_fake
    settings.ENVIRONMENT = "production"
    with pytest.raises(client.NoKey):
        reach()
    assert client.by_token(client.MARKETPLACE) is None, "nobody speaks for the stand-in"


def test_an_endpoint_without_a_secret_hears_nobody():
    """An empty secret is one that everybody knows."""
    body, at = b'{"id": "evt_1", "type": "x", "livemode": false, "data": {"object": {"id": "o"}}}', now()
    stamp = int(at.timestamp())
    signed = hmac.new(b"", f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    bare = replace(client.marketplace(), secret="")
    with pytest.raises(inbox.Forged):
        inbox.receive(bare, body, f"t={stamp},v1={signed}", at=at)
    assert not InboxEvent.objects.exists()

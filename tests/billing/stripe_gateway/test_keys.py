"""An owner's Stripe key: tried before it counts, kept sealed, replaced by the next, each with its own address."""

import json

import pytest
from cryptography.fernet import Fernet, InvalidToken

from billing.stripe_gateway import actions, client, sealing
from billing.stripe_gateway.models import StripeAccount
from kernel.actors import Actor
from kernel.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def save(olga):
    def saved(key=client.FAKE_KEY, webhook_secret="whsec_of_olga"):
        return actions.save_key(key=key, webhook_secret=webhook_secret, actor=Actor.of(olga), at=now())

    return saved


class Refusing:
    """A Stripe that knows no key."""

    def request(self, method, url, headers, post_data=None):
        return json.dumps({"error": {"message": "Invalid API Key", "type": "invalid_request_error"}}), 401, {}


def test_key_and_secret_are_kept_sealed_and_only_four_letters_are_shown(save):
    account = save()
    assert client.FAKE_KEY not in account.sealed_key
    assert "whsec" not in account.sealed_webhook_secret
    assert sealing.unseal(account.sealed_key) == client.FAKE_KEY
    assert sealing.unseal(account.sealed_webhook_secret) == "whsec_of_olga"
    assert account.last4 == client.FAKE_KEY[-4:]


@pytest.mark.parametrize("key", ["rk_test_unknown", "pk_test_public", ""])
def test_a_key_that_stripe_refuses_or_that_is_none_is_not_kept(save, monkeypatch, key):
    monkeypatch.setattr(client, "network", Refusing)
    with pytest.raises(actions.UnableToConnect):
        save(key)
    assert not StripeAccount.objects.exists()


def test_the_next_key_replaces_the_first_which_still_hears_at_its_own_address(save):
    first, second = save(), save(webhook_secret="whsec_second")
    first.refresh_from_db()
    assert first.replaced_at is not None
    assert first.token != second.token
    assert len(second.token) >= 40
    assert client.marketplace().endpoint == second.token
    assert client.by_token(first.token).secret == "whsec_of_olga"
    assert client.by_token(second.token).secret == "whsec_second"


def test_an_address_nobody_was_given_hears_nothing(save, browser, in_brigade):
    account = save()
    assert client.by_token("t") is None
    assert browser.post("/hooks/stripe/t/", b"{}", content_type="application/json").status_code == 404
    assert client.by_token(client.MARKETPLACE) is not None  # the stand-in's own, while the key is the stand-in's
    with in_brigade():
        assert client.by_token(account.token) is None


def test_rotating_leaves_nothing_sealed_with_the_old_key(save, settings, olga):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.SEAL_KEYS = [old]
    account = save()
    settings.SEAL_KEYS = [new, old]
    assert actions.rotate_seals(actor=Actor.of(olga), at=now()) == 1
    settings.SEAL_KEYS = [new]
    account.refresh_from_db()
    assert sealing.unseal(account.sealed_key) == client.FAKE_KEY
    assert sealing.unseal(account.sealed_webhook_secret) == "whsec_of_olga"
    settings.SEAL_KEYS = [old]
    with pytest.raises(InvalidToken):
        sealing.unseal(account.sealed_key)


def test_a_seal_that_was_touched_opens_nothing():
    sealed = sealing.seal("secret")
    with pytest.raises(InvalidToken):
        sealing.unseal(sealed[:-4] + "AAA=")

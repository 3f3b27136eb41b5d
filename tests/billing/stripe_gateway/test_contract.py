"""No wrong request leaves: the SDK's own parameter types and three house rules, seen through the real SDK."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import stripe

from billing.stripe_gateway import contract, sdk_types
from billing.stripe_gateway.client import FAKE_KEY, api_of
from billing.stripe_gateway.contract import ContractBroken
from billing.stripe_gateway.fake.server import HANDLERS, FakeStripe
from billing.stripe_gateway.fake.store import MemoryStore

KEY = {"idempotency_key": "test:1"}
GOOD = {"amount": 1000, "currency": "usd", "destination": "acct_1", "transfer_group": "payout:1"}


@pytest.fixture
def api():
    return api_of(FAKE_KEY, FakeStripe(MemoryStore(1_780_000_000)), retries=0)


def test_every_route_of_the_installed_sdk_is_known():
    assert len(sdk_types.routes()) == 647
    assert all(route.params for route in sdk_types.routes())


def test_the_pinned_version_is_the_one_the_sdk_was_made_for():
    from stripe._api_version import _ApiVersion

    assert contract.API_VERSION == _ApiVersion.CURRENT


@pytest.mark.parametrize(
    "change, fault",
    [
        ({"amount": 10.5}, "not int"),
        ({"amount": "10.00"}, "not a whole amount"),
        ({"destination": None}, "required, and missing"),
        ({"destnation": "acct_1"}, "unknown parameter"),
        ({"source_type": "carrd"}, "none of"),
        ({"metadata": "none"}, "a map is expected"),
        ({"expand": "destination"}, "a list is expected"),
    ],
)
def test_a_wrong_request_does_not_leave(api, change, fault):
    params = {k: v for k, v in (GOOD | change).items() if v is not None}
    with pytest.raises(ContractBroken, match=fault):
        api.v1.transfers.create(params, KEY)


def test_a_deep_mistake_is_named_by_its_path(api):
    wrong = {"mode": "payment", "line_items": [{"price_data": {"currency": "usd", "unit_amount": 1.5}, "quantity": 1}]}
    with pytest.raises(ContractBroken, match=r"line_items\[0\]\[price_data\]\[unit_amount\]"):
        api.v1.checkout.sessions.create(wrong, KEY)


def test_a_post_without_a_key_of_our_own_does_not_leave(api):
    with pytest.raises(ContractBroken, match="idempotency key"):
        api.v1.customers.create({"name": "Clara"})


def test_nor_does_one_that_the_sdk_would_send_without_any():
    with pytest.raises(ContractBroken, match="idempotency key"):
        contract.check("post", "https://api.stripe.com/v1/customers", {"Stripe-Version": contract.API_VERSION}, b"")


def test_a_request_under_another_version_does_not_leave(api):
    with pytest.raises(ContractBroken, match="pinned"):
        api.v1.customers.create({"name": "Clara"}, KEY | {"stripe_version": "2020-08-27"})


def test_a_v2_request_is_checked_too(api):
    wrong = {"configuration": {"recipient": {"capabilities": {"stripe_balance": {"transfers": {"requested": True}}}}}}
    with pytest.raises(ContractBroken, match=r"stripe_balance\]\[transfers\]: unknown parameter"):
        api.v2.core.accounts.create(wrong, KEY)


def test_a_good_request_passes(api):
    with pytest.raises(stripe.InvalidRequestError, match="No such"):
        api.v1.transfers.create(GOOD, KEY)


def test_the_fake_serves_only_routes_that_exist():
    known = {(route.method, route.template) for route in sdk_types.routes()}
    assert set(HANDLERS) <= known


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/v1/chargse"),
        ("delete", "/v1/charges/ch_1"),
        ("post", "/v1/transfers/tr_1/undo"),
        ("get", "/v3/charges"),
    ],
)
def test_a_route_that_the_sdk_does_not_know_is_not_asked(api, method, path):
    key = KEY if method == "post" else {}
    with pytest.raises(ContractBroken, match="knows no such route"):
        api.raw_request(method, path, **key)


@pytest.mark.parametrize("path", ["/v1/charges/ch_1", "/v1/charges"])
def test_a_parameter_in_the_query_is_checked_as_well(api, path):
    with pytest.raises(ContractBroken, match="limitt: unknown parameter"):
        api.raw_request("get", path, limitt=3)


def test_the_first_requests_may_come_at_once():
    sdk_types.routes.cache_clear()
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _number: sdk_types.route_of("post", "/v1/refunds"), range(8)))
    assert len(set(found)) == 1 and found[0]
    assert sdk_types.routes.cache_info().misses == 1, "one reads, the others wait for what it finds"

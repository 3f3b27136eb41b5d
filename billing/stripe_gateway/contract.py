"""An HTTP transport that lets no wrong request leave.

Every request is checked against the SDK's own parameter types (`sdk_types`) and three rules of ours: each POST has an
idempotency key we chose, amounts are whole, the API version is the pinned one. It stands before the fake in tests and
the demo, and before the network in production.
"""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import stripe

from billing.stripe_gateway import sdk_types

API_VERSION = "2026-10-28.endive"
# The SDK makes up a UUID when the caller names no key; such a key cannot survive a crash, so it is none.
MADE_UP = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
AMOUNT = re.compile(r"(^|_)amount$|^amount_|\[(unit_)?amount\]$")


class ContractBroken(Exception):
    """A request that Stripe would refuse, or that breaks a house rule. A bug of ours: nobody should catch it."""


class ContractTransport(stripe.HTTPClient):
    """Checks each request, then hands it to `behind` (the fake, or the SDK's own client)."""

    name = "guildhall-contract"

    def __init__(self, behind: Any) -> None:
        super().__init__()
        self.behind = behind

    def request(
        self, method: str, url: str, headers: Mapping[str, str] | None, post_data: Any = None, **_: Any
    ) -> tuple[Any, int, Mapping[str, str]]:
        check(method, url, headers or {}, post_data)
        return self.behind.request(method, url, headers, post_data)

    def close(self) -> None:
        self.behind.close()


def check(method: str, url: str, headers: Mapping[str, str], body: Any) -> None:
    """Raise `ContractBroken` with every fault of this request."""
    method, path = method.lower(), urlsplit(url).path
    route = sdk_types.route_of(method, path)
    if route is None:
        raise ContractBroken(f"{method.upper()} {path}: the SDK knows no such route")
    value = decode(method, url, body)
    faults = house_rules(method, headers, value) + sdk_types.problems(route.params, value)
    if faults:
        raise ContractBroken(f"{method.upper()} {path}: " + "; ".join(faults))


def house_rules(method: str, headers: Mapping[str, str], value: dict[str, Any]) -> list[str]:
    faults = []
    key = headers.get("Idempotency-Key", "")
    if method == "post" and (not key or MADE_UP.fullmatch(key)):
        faults.append("an idempotency key of our own is missing")
    if headers.get("Stripe-Version") != API_VERSION:
        faults.append(f"version {headers.get('Stripe-Version')} is not the pinned {API_VERSION}")
    for name, item in leaves(value):
        if AMOUNT.search(name) and not re.fullmatch(r"-?\d+", str(item)):
            faults.append(f"{name}: {item!r} is not a whole amount")
    return faults


def decode(method: str, url: str, body: Any) -> dict[str, Any]:
    """The parameters of a request as nested dicts: from the query, a form body or (v2) a JSON body."""
    text = body.decode() if isinstance(body, bytes) else body or ""
    split = urlsplit(url)
    if method != "post":
        return nest(parse_qsl(split.query, keep_blank_values=True))
    if split.path.startswith("/v2/"):
        return json.loads(text) if text else {}
    return nest(parse_qsl(text, keep_blank_values=True))


def nest(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """`a[b][0]=x` as {"a": {"b": {"0": "x"}}}."""
    tree: dict[str, Any] = {}
    for name, value in pairs:
        first, _, rest = name.partition("[")
        *path, last = [first, *(rest.rstrip("]").split("][") if rest else [])]
        node = tree
        for step in path:
            node = node.setdefault(step, {})
        node[last] = value
    return tree


def leaves(value: Any, at: str = "") -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [leaf for k, v in value.items() for leaf in leaves(v, f"{at}[{k}]" if at else str(k))]
    if isinstance(value, list):
        return [leaf for n, v in enumerate(value) for leaf in leaves(v, f"{at}[{n}]")]
    return [(at, value)]

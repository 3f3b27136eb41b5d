"""The one seam to the outside. A gateway takes an order and a key, and answers with an `Outcome`.

Rules for every gateway: the same key twice acts once; `fetch` tells the truth of the moment, and declines what the
gateway has never heard of; an unknown outcome is `Unsure`, a definite no is `Declined`. Nothing here touches the
ledger, and no call is made inside a transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kernel.money import Money

OPEN, CHALLENGE, PROCESSING, SUCCEEDED, FAILED = "open", "challenge", "processing", "succeeded", "failed"
RETURNED, LOST = "returned", "lost"
PENDING, VERIFIED, REFUSED = "pending", "verified", "refused"

COLLECT, REFUND, PAY_OUT, ONBOARD, DISPUTE = "collect", "refund", "pay_out", "onboard", "dispute"


class Unsure(Exception):
    """The gateway did not answer: it may or may not have acted. Ask again with the same key."""


class Declined(Exception):
    """The gateway will not do this; `str()` is its reason."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an order. `amount` is what moved, where the gateway says; `page_url` is where a person goes on."""

    external_id: str
    status: str
    amount: Money | None = None
    failure: str = ""
    page_url: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """`reference` is ours; `target` is the gateway's name of what this is about: the payment that is refunded, the
    payee who is paid, the payout that is reversed."""

    reference: str
    amount: Money
    target: str = ""
    return_url: str = ""


@dataclass(frozen=True, slots=True)
class Payee:
    reference: str
    holder: str
    account: str
    email: str
    return_url: str


@dataclass(frozen=True, slots=True)
class News:
    """A gateway says that something of this kind changed: go and fetch it."""

    kind: str
    external_id: str


class Gateway(Protocol):
    name: str
    needs_page: bool

    def collect(self, order: Order, *, key: str, at: datetime) -> Outcome: ...
    def refund(self, order: Order, *, key: str, at: datetime) -> Outcome: ...
    def onboard(self, payee: Payee, *, key: str, at: datetime) -> Outcome: ...
    def payee_status(self, external_id: str, *, at: datetime) -> str: ...
    def pay_out(self, order: Order, *, key: str, at: datetime) -> Outcome: ...
    def reverse(self, order: Order, *, key: str, at: datetime) -> Outcome: ...
    def parse_webhook(self, body: bytes, headers: Mapping[str, str]) -> list[News]: ...
    def fetch(self, kind: str, external_id: str, *, at: datetime) -> Outcome: ...
    def disputes(self, since: datetime) -> list[str]: ...  # their ids, of those begun since then at the latest
    def answers_since(self) -> datetime | None: ...  # of older things it may know nothing; None: it knows all

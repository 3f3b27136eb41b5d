"""The fake's memory of one Stripe account: its objects, its clock, its events, and a book of where money is.

Everything is JSON, so that a world can rest in a database row between two processes.
"""

import copy
from typing import Any

Json = dict[str, Any]

OUTSIDE, PENDING, AVAILABLE, FEES = "outside", "pending", "available", "fees"


class Fault(Exception):
    """An answer with an error, as Stripe would give it."""

    def __init__(self, status: int, code: str, message: str, kind: str = "invalid_request_error", **more: Any):
        super().__init__(message)
        self.status = status
        self.body = {"error": {"type": kind, "code": code, "message": message, **more}}


def empty(now: int, livemode: bool = False) -> Json:
    return {
        "now": now,
        "livemode": livemode,
        "serial": 0,
        "objects": {},
        "events": [],
        "undelivered": [],
        "requests": {},
        "book": [],
        "drop": [],
    }


class World:
    """One account's state with the verbs the handlers need. `state` is what is kept."""

    def __init__(self, state: Json) -> None:
        self.state = state

    @property
    def now(self) -> int:
        return self.state["now"]

    @property
    def objects(self) -> dict[str, Json]:
        return self.state["objects"]

    def new(self, prefix: str, kind: str, **fields: Any) -> Json:
        self.state["serial"] += 1
        name = f"{prefix}_{self.state['serial']:014d}"
        body = {"id": name, "object": kind, "created": self.now, "livemode": self.state["livemode"], **fields}
        self.objects[name] = body
        return body

    def get(self, name: str, kind: str | tuple[str, ...]) -> Json:
        found = self.objects.get(name)
        kinds = (kind,) if isinstance(kind, str) else kind
        if found is None or found["object"] not in kinds:
            raise Fault(404, "resource_missing", f"No such {kinds[0]}: '{name}'")
        return found

    def all(self, kind: str, **equal: Any) -> list[Json]:
        """Newest first, as Stripe lists."""
        wanted = {key: value for key, value in equal.items() if value is not None}
        found = [o for o in self.objects.values() if o["object"] == kind]
        return [o for o in reversed(found) if all(o.get(k) == v for k, v in wanted.items())]

    def emit(self, event: str, subject: Json) -> None:
        body = self.new("evt", "event", type=event, api_version=None, data={"object": copy.deepcopy(subject)})
        body["request"] = {"id": None, "idempotency_key": None}
        body["pending_webhooks"] = 1
        self.state["events"].append(body["id"])
        self.state["undelivered"].append(body["id"])

    # Money: each line moves an amount between two places, so the book always balances.
    def move(self, source: str, target: str, amount: int, currency: str, why: str) -> None:
        self.state["book"].append([source, target, amount, currency, why])

    def balance(self, place: str, currency: str) -> int:
        lines = [line for line in self.state["book"] if line[3] == currency]
        return sum(a for _, t, a, _, _ in lines if t == place) - sum(a for s, _, a, _, _ in lines if s == place)

    def currencies(self) -> list[str]:
        return sorted({line[3] for line in self.state["book"]})


def number(params: Json, key: str, default: int = 0) -> int:
    return int(params.get(key, default))


def truth(params: Json, key: str) -> bool:
    return str(params.get(key, "false")).lower() == "true"


def rows(params: Json, key: str) -> list[Any]:
    value = params.get(key) or []
    return list(value.values()) if isinstance(value, dict) else list(value)

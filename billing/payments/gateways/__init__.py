"""The gateways there are, by name."""

from billing.payments.gateways import manual, sandbox, stripe
from billing.payments.gateways.seam import Gateway

GATEWAYS: dict[str, Gateway] = {gateway.name: gateway for gateway in (sandbox.GATEWAY, manual.GATEWAY, stripe.GATEWAY)}


def get(name: str) -> Gateway:
    return GATEWAYS[name]

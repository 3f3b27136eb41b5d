"""How billing learns what a marketplace released, without knowing what a contract is: the marketplace says so.

    usage.register(lambda since, until: [usage.Release(contract.uuid, transfer.id, gross, effective_at), …])

The function runs inside the marketplace's schema.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kernel.money import Money
from tenants import scope
from tenants.models import Tenant


@dataclass(frozen=True, slots=True)
class Release:
    """One payment released to a freelancer: `volume` is gross, before fees; negative never (refunds are not volume)."""

    contract: UUID
    transfer_id: int
    volume: Money
    at: datetime


Provider = Callable[[datetime, datetime], Iterable[Release]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Have `provider(since, until)` asked for what was released in [since, until)."""
    if provider not in _providers:
        _providers.append(provider)


def unregister(provider: Provider) -> None:
    """Take it back, for tests."""
    _providers.remove(provider)


def released(tenant: Tenant, since: datetime, until: datetime) -> list[Release]:
    """What the marketplace released in [since, until), oldest first."""
    with scope.tenant_scope(tenant):
        found = [release for provider in _providers for release in provider(since, until)]
    return sorted(found, key=lambda release: (release.at, release.transfer_id))

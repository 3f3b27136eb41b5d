"""A month as people write it, and the operator's share of what was released in one."""

import re
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from billing.subscriptions.errors import UnableToBill
from kernel import currencies
from kernel.money import Money


def bounds(period: str) -> tuple[datetime, datetime]:
    """The first moment of a month and of the next, UTC."""
    if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", period):
        raise UnableToBill(_("A month is written like 2026-11."))
    year, number = int(period[:4]), int(period[5:])
    after = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)
    return datetime(year, number, 1, tzinfo=UTC), after


def share(volume: Money, bps: int) -> Money:
    """The operator's share, rounded once, half up, to what a card can be charged (three-decimal currencies: a last
    zero)."""
    step = currencies.get(volume.currency).gateway("stripe").step
    return Money(volume.share(bps, 10_000 * step).minor * step, volume.currency)

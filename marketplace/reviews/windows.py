"""When a review may be written: 14 whole days from the contract's end, closing at midnight UTC. Pure."""

from datetime import UTC, datetime, timedelta

from marketplace.reviews.states import WINDOW

DAY = timedelta(days=1)


def closes_at(ended_at: datetime) -> datetime:
    """The first midnight UTC that is at least 14 days after the end."""
    earliest = ended_at.astimezone(UTC) + WINDOW
    midnight = earliest.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight if midnight == earliest else midnight + DAY

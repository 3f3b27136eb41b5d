"""When a review may be written: whole days (14) from the contract's end, closing at midnight UTC. Pure."""

from datetime import UTC, datetime, timedelta

DAY = timedelta(days=1)


def closes_at(ended_at: datetime, span: timedelta) -> datetime:
    """The first midnight UTC that is at least `span` after the end."""
    earliest = ended_at.astimezone(UTC) + span
    midnight = earliest.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight if midnight == earliest else midnight + DAY

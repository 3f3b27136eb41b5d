"""The time zones a person may choose from, by their names in the IANA database."""

from functools import cache
from zoneinfo import available_timezones

UTC = "UTC"


@cache
def choices() -> list[tuple[str, str]]:
    """UTC first, then every place, as (value, label) for a select. The folders of the system are read once."""
    places = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix")))
    return [(zone, zone.replace("_", " ")) for zone in (UTC, *places)]

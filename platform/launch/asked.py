"""From a finished sign-up to what provisioning is asked for. The answers travel with the tenant to the steps."""

import base64
from typing import Any

from launch.models import SignupDraft
from marketplace import presets

WEEK_STARTS = {"US": 7, "CA": 7, "JP": 7, "KW": 7, "SA": 7, "AE": 1, "QA": 7, "BH": 7, "OM": 7, "EG": 6, "JO": 6}


def of(draft: SignupDraft) -> dict[str, Any]:
    """Keyword arguments for `provisioning.launching.request`."""
    return {
        "slug": draft.slug,
        "name": draft.name,
        "niche": draft.trade if draft.niche == presets.FREE else draft.niche,
        "currency": draft.currency,
        "language": draft.language,
        "languages": [draft.language],
        "time_zone": draft.time_zone,
        "country": draft.country,
        "week_start": WEEK_STARTS.get(draft.country, 1),
        "owner_email": draft.email,
        "owner_name": draft.owner_name,
        "answers": _answers(draft),
    }


def _answers(draft: SignupDraft) -> dict[str, Any]:
    return {
        "trade": draft.trade,
        "theme": draft.theme,
        "look": draft.look,
        "logo": base64.b64encode(bytes(draft.logo)).decode() if draft.logo else "",
        "logo_type": draft.logo_type,
        "fee": draft.fee,
        "flat_bps": draft.flat_bps,
        "client_bps": draft.client_bps,
        "fixed": draft.fixed,
        "hourly": draft.hourly,
        "password": draft.password,
    }

"""What the front page and the prices page show."""

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from billing.subscriptions import queries as subscriptions
from billing.subscriptions.models import Plan
from kernel.templatetags import formats
from launch import drawing, examples
from launch.sketch import Sketch
from marketplace import presets
from theming import brand

# The prices page speaks of one currency; the bill is in the marketplace's own.
CURRENCY = "USD"
# The trades whose marketplaces stand in the first picture, each in another language.
STAGE = ("game-animation", "voice-over", "beekeeping")


def front(at: datetime) -> dict[str, Any]:
    sketches = examples.shown()
    shown = [_miniature(one, at) for one in sketches]
    stage = [_miniature(one, at, picture=True) for one in sketches if one.preset.slug in STAGE]
    first = examples.find("game-animation")
    return {
        "miniatures": shown,
        "stage": stage,
        "trades": presets.all_of(),
        "example": first.example if first else None,
        "looks_url": reverse("launch:looks_css", args=[examples.looks_digest()]),
    }


def _miniature(one: Sketch, at: datetime, *, picture: bool = False) -> SafeString:
    """A marketplace in small: its own look, language and money, drawn with the components of the real ones. As a
    picture it is a link nowhere and a heading of nothing."""
    with brand.tried_on(one.look), translation.override(one.language):
        url = reverse("launch:example", args=[one.preset.slug])
        told = {
            "sketch": one,
            "jobs": drawing.jobs(one, url, at=at, most=2),
            "people": drawing.people(one, url),
            "url": url,
            "picture": picture,
            "bidi": translation.get_language_bidi(),
        }
        return render_to_string("launch/miniature.html", told)


def examples_page(at: datetime) -> dict[str, Any]:
    """Every trade that is written, each a marketplace to walk into."""
    others = [found for found in map(examples.find, presets.slugs()) if found is not None]
    return {
        "miniatures": [_miniature(one, at) for one in others],
        "looks_url": reverse("launch:looks_css", args=[examples.looks_digest()]),
    }


def pricing() -> dict[str, Any]:
    """The plans on offer, each with its price in the operator's first currency and its limits in words."""
    first = examples.find("game-animation")
    return {"example": first.example if first else None, "plans": [_plan(plan) for plan in subscriptions.plans()]}


def _plan(plan: Plan) -> dict[str, Any]:
    price = subscriptions.price(plan, CURRENCY)
    limits = plan.entitlements
    lines = [
        _most(limits.get("members"), _("Any number of members"), _("Up to %(count)s members")),
        _most(limits.get("staff"), _("Any number of staff"), _("Up to %(count)s people on your staff")),
        gettext("Your own domain") if limits.get("own_domain") else gettext("An address under ours"),
    ]
    return {
        "name": plan.name,
        "lead": plan.lead,
        "price": price.amount if price else None,
        "volume_bps": plan.volume_bps,
        "trial_days": plan.trial_days,
        "lines": lines,
    }


def _most(count: int | None, unlimited: Any, limited: Any) -> str:
    return str(unlimited) if count is None else str(limited) % {"count": formats.number(count)}

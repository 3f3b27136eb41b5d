"""Where the buttons of an owner's page lead."""

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()
TARGETS = {"post": "jobs:new", "jobs": "jobs:list", "talent": "members:talent", "join": "account_signup"}


@register.filter
def target_url(action: Any) -> str:
    """The address behind a block's button."""
    return reverse(TARGETS[action["target"]])

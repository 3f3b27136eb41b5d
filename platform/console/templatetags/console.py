"""How states and moves are named on the console's pages."""

from uuid import UUID

from django import template

from console import labels
from kernel.history.models import Entry

register = template.Library()


@register.filter
def state_word(state: str) -> labels.Word:
    return labels.of_state(state)


@register.filter
def state_tone(state: str) -> str:
    return labels.STATES[state][1]


@register.filter
def bill_word(state: str) -> labels.Word:
    return labels.BILLS[state][0]


@register.filter
def bill_tone(state: str) -> str:
    return labels.BILLS[state][1]


@register.filter
def step_word(state: str) -> labels.Word:
    return labels.STEPS[state][0]


@register.filter
def step_tone(state: str) -> str:
    return labels.STEPS[state][1]


@register.filter
def reference(uuid: UUID) -> str:
    """What operator and owner call a contract between them. Its title and people are the marketplace's own: the
    operator sees neither, and no bill keeps them."""
    return str(uuid)[:8].upper()


@register.filter
def limit_word(name: str) -> labels.Word:
    return labels.of_limit(name)


@register.filter
def stands(entry: Entry) -> labels.Word:
    """The state that a move led to, in words."""
    return labels.of_any_state(entry.subject_type, entry.target)


@register.filter
def told(entry: Entry) -> labels.Word:
    """What happened, in words."""
    return labels.of_move(entry.event)

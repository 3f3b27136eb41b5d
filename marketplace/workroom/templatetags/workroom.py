from django import template
from django.utils.safestring import SafeString

from marketplace.workroom import rich as texts

register = template.Library()


@register.filter
def rich(text: str) -> SafeString:
    """What somebody wrote, with a small part of Markdown."""
    return texts.rendered(text or "")

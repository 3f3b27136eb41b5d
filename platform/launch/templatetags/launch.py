"""What the templates of the public site ask for."""

from django import template

from launch import sheet

register = template.Library()


@register.simple_tag
def site_css_url() -> str:
    """Colours and components of the public site, in one stylesheet whose address changes with it."""
    return sheet.url()

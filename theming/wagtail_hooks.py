"""The owner's console in her colours."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from theming import brand


@hooks.register("insert_global_admin_css")
def console_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="/theme/console-{}.css">', brand.current().digest)

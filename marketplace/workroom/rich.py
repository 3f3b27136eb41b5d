"""Text that people write to each other, as HTML: a small part of Markdown, and nothing that acts.

Markup typed by hand is shown as typed. What Markdown makes of the rest is cleaned once more, so that even a fault in
it lets nothing through.
"""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "strong", "em", "s", "code", "pre", "ul", "ol", "li", "blockquote", "a"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}

_markdown = MarkdownIt("zero", {"html": False, "breaks": True, "linkify": False}).enable(
    [
        "emphasis",
        "strikethrough",
        "backticks",
        "fence",
        "list",
        "blockquote",
        "link",
        "autolink",
        "newline",
        "escape",
        "entity",
    ]
)


def rendered(text: str) -> SafeString:
    """The text as clean HTML; links open elsewhere and pass nothing on."""
    html = _markdown.render(text)
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(clean.replace("\n", ""))  # noqa: S308 - nh3 has just cleaned it

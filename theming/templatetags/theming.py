"""Template tags behind the components. Pages use the components (`<c-…>`), rarely these."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, Form
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from kernel.templatetags import formats
from theming import art, brand, fields, icons, navigation, preview, scheme, stylesheet, typefaces
from theming.urls_of import art_path

register = template.Library()

# Icons that point along the line are mirrored where lines run from the right.
DIRECTED = frozenset(
    [
        "arrow-left",
        "arrow-right",
        "chevron-left",
        "chevron-right",
        "chevrons-left",
        "chevrons-right",
        "corner-down-right",
        "corner-up-left",
        "log-in",
        "log-out",
        "move-left",
        "move-right",
        "redo-2",
        "undo-2",
        "reply",
        "send",
        "external-link",
        "arrow-up-right",
        "list",
    ]
)
TONE_ICONS = {
    "info": "info",
    "good": "circle-check",
    "warn": "triangle-alert",
    "bad": "circle-alert",
    "neutral": "info",
}


@lru_cache(maxsize=1024)
def _icon(name: str, size: str, label: str, classes: str) -> SafeString:
    """Lucide ships trusted SVG; every attribute we add is escaped by ElementTree."""
    spoken = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    turned = "flip" if name in DIRECTED else ""
    css = " ".join(part for part in ("icon", f"icon-{size}" if size else "", turned, classes) if part)
    return mark_safe(icons.draw(name, {"class": css, **spoken}))  # noqa: S308


@register.simple_tag
def icon(name: str, size: str = "", label: str = "", **extra: str) -> SafeString:
    return _icon(str(name), str(size), str(label), str(extra.get("class", "")))


@register.simple_tag
def tone_icon(tone: str) -> SafeString:
    return _icon(TONE_ICONS.get(tone, "info"), "", "", "")


@register.simple_tag
def attributes(attrs: Any) -> SafeString:
    """The attributes a component was given and does not name itself, escaped (cotton's own output is not)."""
    given: Mapping[str, Any] = attrs.attrs_dict() if hasattr(attrs, "attrs_dict") else {}
    return flatatt({name: value for name, value in given.items() if value not in (None, False)})


@register.simple_tag
def describe(field: BoundField, placeholder: str = "", help: str = "") -> fields.Described:  # noqa: A002
    return fields.describe(field, placeholder=placeholder, help_text=help)


@register.simple_tag
def chosen_fields(form: Form, only: str, without: str) -> list[BoundField]:
    return fields.chosen(form, only=only, without=without)


@register.simple_tag
def avatar_art(seed: Any, name: Any) -> SafeString:
    return mark_safe(art.avatar(str(seed or name), brand.palette(), name=str(name)))  # noqa: S308


@register.simple_tag
def cover_art(seed: Any, motif: str = "") -> SafeString:
    return mark_safe(art.cover(str(seed), motif or brand.current().cover, brand.palette(), standalone=False))  # noqa: S308


@register.simple_tag
def illustration_art(motif: str = "", seed: Any = "") -> SafeString:
    drawn = art.illustration(str(seed), motif or brand.current().cover, brand.palette(), standalone=False)
    return mark_safe(drawn)  # noqa: S308


@register.simple_tag
def art_url(kind: str, seed: Any, motif: str = "") -> str:
    return art_path(kind, str(seed), motif, brand.current().tokens)


@register.simple_tag
def brand_mark(shown: brand.Look) -> SafeString:
    return mark_safe(art.mark(shown.name, brand.palette()))  # noqa: S308


@register.simple_tag(takes_context=True)
def nav_items(context: template.Context, place: str) -> list[navigation.Item]:
    """What other apps hung into `place` (main, account, counters, footer), as this visitor may see it."""
    request = context.get("request")
    return navigation.items(place, request) if request is not None else []


@register.simple_tag
def star_steps(count: int) -> range:
    return range(1, int(count) + 1)


@register.simple_tag
def one_decimal(value: Any) -> str:
    return formats.number(Decimal(str(value or 0)).quantize(Decimal("0.1")))


@register.simple_tag
def stars(value: Any, maximum: int = 5) -> SafeString:
    """Five stars, the last one partly filled; spoken as one sentence."""
    rated = min(max(float(value or 0), 0), maximum)
    label = gettext("%(value)s out of %(maximum)s") % {"value": one_decimal(rated), "maximum": formats.number(maximum)}
    steps = round(rated * 2)
    shapes = format_html_join(
        "",
        "{}",
        (
            (_icon("star", "", "", "star-" + ("full" if steps >= 2 * n else "half" if steps == 2 * n - 1 else "none")),)
            for n in range(1, maximum + 1)
        ),
    )
    return format_html('<span class="stars" role="img" aria-label="{}">{}</span>', label, shapes)


@register.simple_tag
def page_numbers(page: Page) -> Iterable[int]:
    """Page numbers with 0 where a gap is."""
    gap = page.paginator.ELLIPSIS
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [0 if number == gap else int(number) for number in shown]


@register.simple_tag
def page_url(request: HttpRequest, param: str, number: int) -> str:
    query = request.GET.copy()
    query[param] = str(number)
    return f"?{query.urlencode()}"


@register.simple_tag
def chart(points: Any, kind: str = "bar", title: str = "", series: Any = "") -> Any:
    from theming import charts

    return charts.draw(points or series or [], kind=kind, title=title)


@register.filter
def unread(count: int) -> str:
    """A counter in words, for those who do not see the dot."""
    return ngettext("%(count)s unread", "%(count)s unread", count) % {"count": formats.number(count)}


@register.simple_tag
def base_css_url() -> str:
    from theming import bundle

    return bundle.css_url()


@register.simple_tag
def base_js_url() -> str:
    from theming import bundle

    return bundle.js_url()


@register.simple_tag
def brand_css_url() -> str:
    shown = brand.current()
    return preview.path(shown.tokens) if shown.unsaved else stylesheet.path(shown.digest)


@register.simple_tag
def mail_colours() -> dict[str, str]:
    """Colours for mail programs, which know neither variables nor stylesheets of ours."""
    shown = brand.current().tokens
    colours = {name.replace("-", "_"): value for name, value in scheme.derive(shown, dark=False).items()}
    radii = stylesheet.RADII[shown["radius"]]
    face = typefaces.PAIRS[shown["type"]].body.replace("'", "")
    return {**colours, "face": face, "radius": radii["l"], "button_radius": radii["button"]}

"""The first pages of a new marketplace: a home page, help, fees, terms, privacy, imprint, all of them hers to edit."""

from typing import Any

from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from cms import arrangements, legal, links
from cms.models import ContentPage, HomePage
from marketplace import presets
from marketplace.presets import Preset
from tenants import current


def seed_pages(language: str = "") -> HomePage:
    """Make the pages of the marketplace being served in one of its languages (its main one if none is named).

    Running it again changes nothing: pages that exist belong to the owner. The words come from the niche's preset.
    """
    facts = current.get()
    language = language or facts.language
    preset = _preset(facts, language)
    with translation.override(language):
        locale, _made = Locale.objects.get_or_create(language_code=language)
        home = HomePage.objects.filter(locale=locale).first() or _home(locale, facts, preset)
        existing = set(home.get_children().values_list("slug", flat=True))
        for page in _inner_pages(preset, locale):
            if page.slug not in existing:
                home.add_child(instance=page)
                page.save_revision().publish()
    links.forget()
    return home


def _preset(facts: current.Facts, language: str) -> Preset:
    if facts.niche in presets.slugs():
        return presets.get(facts.niche, language)
    return presets.free(facts.niche or facts.name, language)


def _home(locale: Locale, facts: current.Facts, preset: Preset) -> HomePage:
    root = Page.get_first_root_node()
    assert root is not None
    main = locale.language_code == facts.language
    home = HomePage(
        title=facts.name,
        slug="home" if main else f"home-{locale.language_code}",
        locale=locale,
        lead=preset.lead,
        search_description=preset.lead,
        body=home_blocks(preset),
    )
    welcome = Page.objects.filter(depth=2).exclude(pk__in=HomePage.objects.values("pk"))
    if main:
        welcome.filter(slug="home").update(slug="welcome")
    root.add_child(instance=home)
    home.save_revision().publish()
    if main:
        Site.objects.update(root_page=home)
        for page in welcome:
            page.delete()
    else:
        _join_translations(home)
    return home


def _join_translations(home: HomePage) -> None:
    """The home pages of all languages are one page to Wagtail: that is how it finds the way between them."""
    main = HomePage.objects.exclude(pk=home.pk).order_by("path").first()
    if main is not None:
        home.translation_key = main.translation_key
        home.save(update_fields=["translation_key"])


def home_blocks(preset: Preset) -> list[tuple[str, Any]]:
    """The blocks of a home page in the order that suits the look of the niche."""
    arrangement = arrangements.of(preset.theme)
    steps = [{"title": title, "text": text} for title, text in preset.steps]
    asked = [{"question": question, "answer": format_html("<p>{}</p>", answer)} for question, answer in preset.faq]
    made = {
        "hero": {
            "eyebrow": preset.title,
            "headline": preset.headline,
            "lead": preset.lead,
            "actions": _actions(),
            "variant": arrangement.hero,
            "picture": None,
        },
        "categories": {"title": _("What people do here"), "lead": "", "variant": arrangement.categories},
        "jobs": {"title": _("Open jobs"), "number": 6},
        "talent": {"title": _("People you can hire"), "number": 4},
        "figures": {"title": ""},
        "steps": {"title": _("How it works"), "lead": "", "steps": steps, "variant": arrangement.steps},
        "questions": {"title": _("Questions and answers"), "questions": asked},
        "call": {"title": _("Ready when you are"), "text": preset.about, "actions": _actions()},
    }
    return [(name, made[name]) for name in arrangement.order]


def _actions() -> list[dict[str, str]]:
    return [{"label": _("Post a job"), "target": "post"}, {"label": _("Find work"), "target": "jobs"}]


def _inner_pages(preset: Preset, locale: Locale) -> list[ContentPage]:
    fees = _page("fees", _("Fees"), ContentPage.Kind.HELP, "", locale)
    fees.lead = _("What it costs to hire and to work here, with an example.")
    fees.body = [("fees", {})]
    return [
        _page("help", _("Help"), ContentPage.Kind.HELP, legal.help_text(), locale),
        fees,
        _page("about", _("About us"), ContentPage.Kind.ABOUT, format_html("<p>{}</p>", preset.about), locale),
        _page("terms", _("Terms of use"), ContentPage.Kind.LEGAL, legal.terms_text(), locale),
        _page("privacy", _("Privacy"), ContentPage.Kind.LEGAL, legal.privacy_text(), locale),
        _page("imprint", _("Imprint"), ContentPage.Kind.LEGAL, legal.imprint_text(), locale),
    ]


def _page(slug: str, title: str, kind: str, html: str, locale: Locale) -> ContentPage:
    return ContentPage(title=title, slug=slug, kind=kind, locale=locale, body=[("text", html)], show_in_menus=True)


def add_pages(pages: list[dict[str, Any]], kind: str = ContentPage.Kind.HELP) -> None:
    """Pages told as slug, title, lead and paragraphs, under the main home; those that exist are left alone."""
    home = HomePage.objects.order_by("path").first()
    if home is None:
        return
    existing = set(home.get_children().values_list("slug", flat=True))
    for told in pages:
        if told["slug"] in existing:
            continue
        text = format_html_join("", "<p>{}</p>", ((paragraph,) for paragraph in told["paragraphs"]))
        page = _page(told["slug"], told["title"], kind, text, home.locale)
        page.lead = told["lead"][:300]
        home.add_child(instance=page)
        page.save_revision().publish()
    links.forget()

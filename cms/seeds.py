"""The first pages of a new marketplace: a home page, help, fees, terms, privacy, imprint, all of them hers to edit."""

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site
from wagtail.search.backends import get_search_backend
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms import arrangements, legal, links, translating
from cms.models import ContentPage, HomePage
from marketplace import presets
from marketplace.presets import Preset
from tenants import current

INNER = (
    ("help", ContentPage.Kind.HELP),
    ("fees", ContentPage.Kind.HELP),
    ("about", ContentPage.Kind.ABOUT),
    ("terms", ContentPage.Kind.LEGAL),
    ("privacy", ContentPage.Kind.LEGAL),
    ("imprint", ContentPage.Kind.LEGAL),
)
HOME_WORDS = ("title", "locale", "lead", "search_description", "body")
PAGE_WORDS = ("title", "locale", "lead", "body", "show_in_menus")
PUBLISHED = ("draft_title", "live", "has_unpublished_changes", "first_published_at", "last_published_at")


def lay_out() -> None:
    """The pages every marketplace has, blank and unpublished: they come with the template, so that a launch only has
    to write on them."""
    if HomePage.objects.exists():
        return
    root, locale = Page.get_first_root_node(), Locale.objects.order_by("pk").first()
    for page in Page.objects.filter(depth=2):  # Wagtail's own greeting
        page.delete()
    home = HomePage(title="-", slug="home", locale=locale, live=False, body=[])
    root.add_child(instance=home)
    for slug, kind in INNER:
        home.add_child(instance=ContentPage(title="-", slug=slug, kind=kind, locale=locale, live=False, body=[]))
    Site.objects.update_or_create(is_default_site=True, defaults={"root_page": home, "hostname": "localhost"})


def seed_pages(language: str = "", *, at: datetime) -> HomePage:
    """Write the pages of the marketplace being served in one of its languages (its main one if none is named).

    Running it again changes nothing: pages that exist belong to the owner. The words come from the niche's preset.
    """
    facts = current.get()
    language = language or facts.language
    preset = _preset(facts, language)
    with translation.override(language):
        locale, _made = Locale.objects.get_or_create(language_code=language)
        if language == facts.language:
            _write_on_blank(facts, preset, locale, at)
            Page.objects.filter(depth=1).update(title=_("Pages"), draft_title=_("Pages"))  # Wagtail calls it "Root"
            home = HomePage.objects.get(locale=locale)
            existing = set(home.get_children().values_list("slug", flat=True))
            for page in _inner_pages(preset, locale):
                if page.slug not in existing:
                    _put_up(page, home, at)
        else:
            home = _translate_all(facts, preset, locale, at)
    links.forget()
    return home


def _translate_all(facts: current.Facts, preset: Preset, locale: Locale, at: datetime) -> HomePage:
    """The pages that came with the marketplace, in a further language; translations that exist are the owner's."""
    main = HomePage.objects.get(locale__language_code=facts.language)
    told = {page.slug: page for page in _inner_pages(preset, locale)}
    own = [
        page for page in ContentPage.objects.child_of(main).filter(slug__in=told) if not page.has_translation(locale)
    ]
    if not main.has_translation(locale):
        home = _home(locale, facts, preset)
        home.slug = f"{main.slug}-{locale.language_code}"
        translating.translate(main, home, locale, at=at)
    for page in own:
        translating.translate(page, told[page.slug], locale, at=at)
    return main.get_translation(locale)


def _write_on_blank(facts: current.Facts, preset: Preset, locale: Locale, at: datetime) -> None:
    """Some twenty queries for all pages, not twenty a page: an owner waits for them. What points to other objects is
    not among the words, so Wagtail's index of references has nothing to keep."""
    blank = {"live": False, "first_published_at": None}
    homes = list(HomePage.objects.filter(**blank))
    told = {page.slug: page for page in _inner_pages(preset, locale)}
    pages = list(ContentPage.objects.filter(slug__in=told, **blank))
    for home in homes:
        _copy(_home(locale, facts, preset), home, HOME_WORDS, at)
    for page in pages:
        _copy(told[page.slug], page, PAGE_WORDS, at)
    HomePage.objects.bulk_update(homes, (*HOME_WORDS, *PUBLISHED))
    ContentPage.objects.bulk_update(pages, (*PAGE_WORDS, *PUBLISHED))
    search = get_search_backend()
    search.add_bulk(HomePage, homes)
    search.add_bulk(ContentPage, pages)


def _copy(source: Page, target: Page, fields: tuple[str, ...], at: datetime) -> None:
    for name in fields:
        setattr(target, name, getattr(source, name))
    target.draft_title = target.title
    target.live, target.has_unpublished_changes = True, False
    target.first_published_at = target.last_published_at = at


def _put_up(page: Page, parent: Page, at: datetime) -> None:
    """One save instead of the three of a draft that is published: the first revision of a page is its owner's."""
    page.first_published_at = page.last_published_at = at
    with disable_reference_index_auto_update():
        parent.add_child(instance=page)


def _preset(facts: current.Facts, language: str) -> Preset:
    if facts.niche in presets.slugs():
        return presets.get(facts.niche, language)
    return presets.free(facts.niche or facts.name, language)


def _home(locale: Locale, facts: current.Facts, preset: Preset) -> HomePage:
    return HomePage(
        title=facts.name, locale=locale, lead=preset.lead, search_description=preset.lead, body=home_blocks(preset)
    )


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
    told = {
        "help": (_("Help"), legal.help_text()),
        "fees": (_("Fees"), ""),
        "about": (_("About us"), format_html("<p>{}</p>", preset.about)),
        "terms": (_("Terms of use"), legal.terms_text()),
        "privacy": (_("Privacy"), legal.privacy_text()),
        "imprint": (_("Imprint"), legal.imprint_text()),
    }
    pages = [_page(slug, told[slug][0], kind, told[slug][1], locale) for slug, kind in INNER]
    fees = next(page for page in pages if page.slug == "fees")
    fees.lead = _("What it costs to hire and to work here, with an example.")
    fees.body = [("fees", {})]
    return pages


def _page(slug: str, title: str, kind: str, html: str, locale: Locale) -> ContentPage:
    return ContentPage(title=title, slug=slug, kind=kind, locale=locale, body=[("text", html)], show_in_menus=True)


def add_pages(pages: list[dict[str, Any]], kind: str = ContentPage.Kind.HELP, *, at: datetime) -> None:
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
        _put_up(page, home, at)
    links.forget()

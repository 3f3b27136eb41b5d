"""Translating a page with words that are known already, through wagtail-localize: the owner goes on in its editor."""

import json
from datetime import datetime
from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import (
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


def translate(page: Page, told: Page, locale: Locale, *, at: datetime) -> Page:
    """Publish `page` in another language, in the words of `told`: a page that need not be saved, with the same blocks
    in the same order. Words that `told` lacks stay in the page's own language, and the editor shows them as open."""
    source, _made = TranslationSource.update_or_create_from_instance(page)
    translation, _made = Translation.objects.get_or_create(source=source, target_locale=locale)
    _keep(_words(told, page), source, locale)
    # Published here and not on commit, as its own option does: by then another marketplace may be served.
    translation.save_target(publish=False)
    target: Page = page.get_translation(locale)
    target.latest_revision.publish()
    Page.objects.filter(pk=target.pk).update(first_published_at=at, last_published_at=at)
    return target


def _keep(words: dict[str, list[str]], source: TranslationSource, locale: Locale) -> None:
    """The words of all places of a page, in one INSERT: some twenty five on a home page. They were taken out of a page
    of ours a moment ago, so they need not be looked through for broken HTML one by one."""
    kept: dict[tuple[int, int], StringTranslation] = {}
    for segment in source.stringsegment_set.select_related("context").order_by("order"):
        left = words.get(segment.context.path)
        if left:  # words that stand at a place twice are one row: the last
            kept[segment.string_id, segment.context_id] = StringTranslation(
                translation_of_id=segment.string_id,
                context_id=segment.context_id,
                locale=locale,
                data=left.pop(0),
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
    StringTranslation.objects.bulk_create(
        kept.values(),
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=["data", "translation_type", "updated_at"],
    )


def _words(told: Page, page: Page) -> dict[str, list[str]]:
    """What stands at each place of the page, in the words of `told`. Places are named by the ids of the page's
    blocks, so `told` takes them over."""
    body = told.body.get_prep_value()
    _name_alike(page.body.get_prep_value(), body)
    told.body = told._meta.get_field("body").to_python(json.dumps(body))
    words: dict[str, list[str]] = {}
    for segment in extract_segments(told):
        if isinstance(segment, StringSegmentValue):
            words.setdefault(segment.path, []).append(segment.string.data)
    return words


def _name_alike(own: Any, told: Any) -> None:
    if isinstance(own, list) and isinstance(told, list):
        for one, other in zip(own, told, strict=False):
            _name_alike(one, other)
    elif isinstance(own, dict) and isinstance(told, dict):
        if "id" in own and "id" in told:
            told["id"] = own["id"]
        for key in own.keys() & told.keys():
            _name_alike(own[key], told[key])

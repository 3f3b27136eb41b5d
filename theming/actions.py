"""Changing how the marketplace looks. The colours and choices are checked; CSS never comes in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from kernel import history
from kernel.actors import Actor
from theming import brand, models, tokens, words

PICTURES = ("logo", "logo_dark", "favicon", "share_image")


@transaction.atomic
def dress(
    *,
    look: Mapping[str, object],
    actor: Actor,
    at: datetime,
    preset: str | None = None,
    tagline: str | None = None,
    texts: Mapping[str, Any] | None = None,
    pictures: Mapping[str, ContentFile | None] | None = None,
) -> models.Brand:
    """Give the marketplace this look; the next page shows it. `pictures` come from images.clean_logo, None takes one
    away. Raises tokens.UnknownToken for anything that is not part of a look. What it was before stands in history."""
    row = models.Brand.objects.select_for_update().order_by("pk").first() or models.Brand()
    before = row.tokens
    row.tokens = tokens.check({**row.tokens, **look})
    row.preset = row.preset if preset is None else preset
    row.tagline = row.tagline if tagline is None else tagline
    row.texts = row.texts if texts is None else dict(texts)
    row.changed_at = at
    for name, picture in (pictures or {}).items():
        if name in PICTURES:
            _set_picture(row, name, picture)
    row.save()
    history.record(row, "dress", actor=actor, at=at, data={"before": before, "after": row.tokens})
    transaction.on_commit(brand.forget)
    return row


@transaction.atomic
def speak(*, texts: Mapping[str, Mapping[str, str]], actor: Actor, at: datetime) -> models.Brand:
    """Keep the owner's short texts by language and name; the next page and the next mail say them. A language that is
    not given keeps its own. What was said before stands in history."""
    row = models.Brand.objects.select_for_update().order_by("pk").first() or models.Brand()
    before = {**row.texts, "tagline": row.tagline}
    kept = {
        language: {name: " ".join(text.split()) for name, text in said.items() if name in words.WORDS and text.strip()}
        for language, said in texts.items()
    }
    # From now on every text has its language: what was written before there were any is in the main one's.
    row.texts, row.tagline = {"words": {**(row.texts.get("words") or {}), **kept}}, ""
    row.changed_at = at
    row.save()
    history.record(row, "speak", actor=actor, at=at, data={"before": before, "after": row.texts})
    transaction.on_commit(brand.forget)
    return row


def _set_picture(row: models.Brand, name: str, picture: ContentFile | None) -> None:
    field = getattr(row, name)
    if picture is None:
        field.delete(save=False)
    else:
        field.save(f"{name}.png", picture, save=False)

"""The owner's short texts, in each language of her marketplace."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language_info

from kernel.actors import Actor
from tenants import current
from theming import actions, words
from theming.models import Brand


class VoiceForm(forms.Form):
    """All texts in one language. Where nothing is typed, the main language's text is said: it shows as a hint."""

    def __init__(self, data: Any, *, language: str, kept: dict[str, str], instead: dict[str, str]) -> None:
        super().__init__(data, prefix=language, initial=kept)
        info = get_language_info(language)
        self.language, self.language_name, self.direction = (
            language,
            info["name_local"],
            "rtl" if info["bidi"] else "ltr",
        )
        for name, word in words.WORDS.items():
            about = {"lang": language, "dir": self.direction, "placeholder": instead.get(name) or str(word.usual)}
            widget = forms.Textarea({"rows": 2, **about}) if word.most > 160 else forms.TextInput(about)
            self.fields[name] = forms.CharField(
                label=word.label, max_length=word.most, required=False, help_text=word.help, widget=widget
            )


def forms_for(typed: Mapping[str, Any] | None) -> list[VoiceForm]:
    """One form a language, the main one first: what was typed, or what is kept."""
    facts, row = current.get(), Brand.objects.order_by("pk").first() or Brand()
    texts = {**row.texts, "tagline": row.tagline} if row.tagline else row.texts
    main = words.written(texts, facts.language, facts.language)
    return [
        VoiceForm(
            typed,
            language=language,
            kept=words.written(texts, language, facts.language),
            instead={} if language == facts.language else main,
        )
        for language in facts.languages
    ]


def fit(given: list[VoiceForm]) -> bool:
    """Every form is looked at, so that each shows what is wrong with it."""
    return not [form for form in given if not form.is_valid()]


def keep(given: list[VoiceForm], *, actor: Actor, at: datetime) -> None:
    """Say what was typed from the next page on."""
    actions.speak(texts={form.language: form.cleaned_data for form in given}, actor=actor, at=at)

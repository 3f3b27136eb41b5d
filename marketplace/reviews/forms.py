from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.files.fields import WordsField
from marketplace.reviews.actions import Opinion
from marketplace.reviews.models import CRITERIA

STARS = [(str(n), str(n)) for n in range(1, 6)]


class ReviewForm(forms.Form):
    text = WordsField(
        label=_("Your review"),
        max_length=4000,
        help_text=_("Everybody can read this, once both of you have written or the time is over."),
    )
    private_note = WordsField(
        label=_("Only for the marketplace"),
        max_length=2000,
        rows=3,
        required=False,
        help_text=_("The other side never sees this."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in CRITERIA.items():
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                choices=STARS,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Please give one to five stars.")},
            )
        self.order_fields([*CRITERIA, "text", "private_note"])

    @property
    def stars(self) -> list[forms.BoundField]:
        return [self[name] for name in CRITERIA]

    def opinion(self) -> Opinion:
        cleaned = self.cleaned_data
        scores = {name: cleaned[name] for name in CRITERIA}
        return Opinion(scores, cleaned["text"], cleaned["private_note"])


class ReplyForm(forms.Form):
    text = WordsField(
        label=_("Your reply"),
        max_length=2000,
        help_text=_("You can reply once. Everybody can read it below the review."),
    )

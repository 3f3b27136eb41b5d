"""Fields that are needed in the end but may be missing in a draft: shown as needed, not demanded."""

from typing import Any

from django import forms


class DraftForm(forms.Form):
    """`needed` names fields that the page shows as needed; the action demands them when the draft is sent."""

    use_required_attribute = False
    needed: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._show_needed(not self.is_bound)

    def full_clean(self) -> None:
        self._show_needed(False)
        super().full_clean()
        self._show_needed(True)

    def _show_needed(self, is_shown: bool) -> None:
        for name in self.needed:
            if name in self.fields:
                self.fields[name].required = is_shown

"""Wagtail-localize's page "Translate this page", with the languages of the marketplace and no others."""

from typing import Any

from wagtail_localize.views.submit_translations import SubmitPageTranslationView

from tenants import current


class Submit(SubmitPageTranslationView):
    """Wagtail keeps a locale of its own that nobody reads here; it is no choice."""

    def get_form(self) -> Any:
        form = super().get_form()
        locales = form.fields["locales"]
        locales.queryset = locales.queryset.filter(language_code__in=current.get().languages)
        return form

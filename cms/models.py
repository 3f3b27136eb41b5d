"""Pages that owners edit, preview and publish in their console."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms import copying
from cms.blocks import Story
from tenants import current


class BrandedPage(Page):
    """What all pages share. In a language that is not the marketplace's main one the address begins with it."""

    lead = models.CharField(_("lead"), max_length=300, blank=True)
    body = StreamField(Story(), verbose_name=_("content"), blank=True)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    copy_form_class = copying.CopyForm

    class Meta:
        abstract = True

    def get_url_parts(self, request: Any = None) -> Any:
        parts = super().get_url_parts(request)
        if not parts or parts[2] is None:
            return parts
        facts = current.get()
        language = self.locale.language_code
        path = parts[2] if language == facts.language else f"/{language}{parts[2]}"
        return parts[0], facts.base_url, path


class HomePage(BrandedPage):
    max_count_per_parent = None
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["cms.ContentPage"]
    template = "cms/home.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class ContentPage(BrandedPage):
    """Help, fees, legal pages, anything with words."""

    class Kind(models.TextChoices):
        HELP = "help", _("Help")
        LEGAL = "legal", _("Legal")
        ABOUT = "about", _("About us")

    kind = models.CharField(_("belongs to"), max_length=12, choices=Kind.choices, default=Kind.ABOUT)
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.ContentPage"]
    subpage_types: ClassVar[list[str]] = ["cms.ContentPage"]
    settings_panels: ClassVar[list[Any]] = [*Page.settings_panels, FieldPanel("kind")]
    template = "cms/content.html"

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

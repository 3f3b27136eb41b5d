"""The brand of a marketplace. Tenant schema; one row."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from theming import tokens


def public() -> Storage:
    """A brand's pictures are for every visitor."""
    return storages["public"]


def check_tokens(given: Any) -> None:
    try:
        tokens.check(given if isinstance(given, dict) else {"": given})
    except tokens.UnknownToken as unknown:
        raise ValidationError(_("This is not part of a look: %(what)s"), params={"what": str(unknown)}) from unknown


class Brand(models.Model):
    """How the marketplace looks and what it calls things. `tokens` holds only what tokens.check allows; never CSS."""

    tokens = models.JSONField(_("look"), default=dict, validators=[check_tokens])
    preset = models.CharField(_("started from"), max_length=40, blank=True)
    logo = models.ImageField(_("logo"), upload_to="brand/", storage=public, blank=True)
    logo_dark = models.ImageField(_("logo on dark ground"), upload_to="brand/", storage=public, blank=True)
    favicon = models.ImageField(_("icon"), upload_to="brand/", storage=public, blank=True)
    share_image = models.ImageField(_("picture for shared links"), upload_to="brand/", storage=public, blank=True)
    tagline = models.CharField(_("one line about the marketplace"), max_length=160, blank=True)
    texts = models.JSONField(_("names of things"), default=dict, blank=True)
    changed_at = models.DateTimeField(_("changed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brand")

    def as_saved(self) -> dict[str, Any]:
        """Plain values for the cache and for `theming.brand.Look`."""
        pictures = {
            "logo": self.logo,
            "logo_dark": self.logo_dark,
            "favicon": self.favicon,
            "share_image": self.share_image,
        }
        urls = {f"{name}_url": picture.url if picture else "" for name, picture in pictures.items()}
        return {"tokens": self.tokens, "tagline": self.tagline, "texts": self.texts, **urls}

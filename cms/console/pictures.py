"""Pictures that the owner's staff put into pages: what cannot be read is said so."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from theming import images


class PictureField(WagtailImageField):
    def check_image_pixel_size(self, f: Any) -> None:
        """Wagtail looks at a file's first bytes; here it is opened, and may be no picture or unfold into gigabytes."""
        try:
            super().check_image_pixel_size(f)
        except images.UNREADABLE as unreadable:
            raise ValidationError(_("This is not a picture we can read.")) from unreadable


class PictureForm(BaseImageForm):
    file = PictureField(label=_("File"), widget=BaseImageForm.Meta.widgets["file"])

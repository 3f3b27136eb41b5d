"""Pictures as Wagtail's own scripts ask for them."""

from wagtail.images.api.admin.views import ImagesAdminAPIViewSet


def _shown(fields: list[str]) -> list[str]:
    return [name for name in fields if name != "download_url"]


class Pictures(ImagesAdminAPIViewSet):
    """Wagtail's list of pictures, without where the original lies: private files have no address,
    and asking for one broke the whole list."""

    meta_fields = _shown(ImagesAdminAPIViewSet.meta_fields)
    listing_default_fields = _shown(ImagesAdminAPIViewSet.listing_default_fields)
    nested_default_fields = _shown(ImagesAdminAPIViewSet.nested_default_fields)

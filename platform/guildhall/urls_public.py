"""Pages of the public host: the front page, the wizard, the operator's console."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("guildhall.languages")),
    path("", include("theming.urls")),
    path("gallery/", include("theming.gallery.urls")),
]

"""Pages of one marketplace."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("guildhall.languages")),
    path("", include("theming.urls")),
]

"""Pages of the public host: the front page, the wizard, the operator's console."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("guildhall.languages")),
    path("", include("guildhall.demo.breaking")),
    path("accounts/", include("accounts.urls_library")),
    path("", include("accounts.urls")),
    path("", include("theming.urls")),
    path("", include("billing.stripe_gateway.urls_public")),
    path("gallery/", include("theming.gallery.urls")),
    path("", include("console.urls")),
    path("", include("launch.urls")),
]

handler400 = "theming.errors.bad_request"
handler403 = "theming.errors.not_allowed"
handler404 = "theming.errors.not_found"
handler500 = "theming.errors.broken"

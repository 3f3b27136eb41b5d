"""What every host serves for its look; included at the root of both url lists."""

from django.urls import path

from theming import views

app_name = "theming"
urlpatterns = [
    path("theme/base-<slug:digest>.css", views.base_css, name="base_css"),
    path("theme/base-<slug:digest>.js", views.base_js, name="base_js"),
    path("theme/console-<slug:digest>.css", views.console_css, name="console_css"),
    path("theme/preview.css", views.preview_css, name="preview_css"),
    path("theme/<slug:digest>.css", views.brand_css, name="brand_css"),
    path("theme/manifest.webmanifest", views.manifest, name="manifest"),
    path("theme/icon.svg", views.icon, name="icon"),
    path("art/<slug:kind>/<str:seed>.svg", views.picture, name="art"),
]

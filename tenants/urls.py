"""Addresses of this floor on a marketplace's host."""

from django.urls import path

from tenants import views

app_name = "tenants"
urlpatterns = [path("media/<path:name>", views.media, name="media")]

"""At a marketplace."""

from django.urls import path

from billing.stripe_gateway import views

app_name = "stripe_gateway"
urlpatterns = [
    path("hooks/stripe/<slug:token>/", views.marketplace_hook, name="hook"),
    path("pay/stripe-test/<str:name>/", views.test_page, name="test_page"),
]

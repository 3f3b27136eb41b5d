"""At the operator's host."""

from django.urls import path

from billing.stripe_gateway import views

app_name = "stripe_gateway"
urlpatterns = [
    path("hooks/stripe/", views.operator_hook, name="operator_hook"),
    path("pay/stripe-test/<str:name>/", views.test_page, name="test_page"),
]

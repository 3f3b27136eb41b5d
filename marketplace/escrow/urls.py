from django.urls import path

from marketplace.escrow import views

app_name = "escrow"

urlpatterns = [
    path("earnings/", views.earnings, name="earnings"),
    path("earnings/receipts/<uuid:release>/", views.receipt, name="receipt"),
    path("payouts/", views.payouts, name="payouts"),
    path("payouts/methods/", views.methods, name="methods"),
    path("payouts/methods/<uuid:method>/removal/", views.method_removal, name="method_removal"),
    path("payouts/<uuid:payout>/cancellation/", views.cancellation, name="cancellation"),
]

from django.urls import path

from billing.payments import views

app_name = "payments"
urlpatterns = [
    path("pay/sandbox/<uuid:number>/", views.sandbox, name="sandbox"),
    path("pay/manual/<uuid:number>/", views.manual, name="manual"),
    path("pay/stripe/<uuid:number>/", views.stripe, name="stripe"),
    path("pay/<slug:gateway>/<uuid:number>/cancel/", views.cancel, name="cancel"),
]

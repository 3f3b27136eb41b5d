"""Account pages of ours. allauth's stand in accounts.urls_library, whose names have no prefix."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("accounts/handover/<str:token>/", views.handover, name="handover"),
    path("settings/security/", views.security, name="security"),
    path("outbox/", views.outbox_list, name="outbox"),
    path("outbox/<int:number>/", views.outbox_letter, name="outbox_letter"),
    path("outbox/<int:number>/page/", views.outbox_page, name="outbox_page"),
]

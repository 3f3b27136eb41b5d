from django.urls import path

from marketplace.notices import views

app_name = "notices"
urlpatterns = [
    path("notifications/", views.notices, name="list"),
    path("notifications/count/", views.count, name="count"),
    path("notifications/reading/", views.reading, name="reading"),
    path("notifications/<int:pk>/opening/", views.opening, name="opening"),
    path("settings/notices/", views.preferences, name="preferences"),
]

from django.urls import path

from theming.gallery import views

app_name = "gallery"
urlpatterns = [
    path("", views.index, name="index"),
    path("page/<slug:layout>/", views.page, name="page"),
]

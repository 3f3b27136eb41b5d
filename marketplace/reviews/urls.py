from django.urls import path

from marketplace.reviews import views

app_name = "reviews"

urlpatterns = [
    path("contracts/<uuid:contract>/review/", views.review, name="review"),
    path("reviews/<uuid:review>/reply/", views.reply, name="reply"),
]

from django.urls import path

from marketplace.workroom import views

app_name = "workroom"

urlpatterns = [
    path("contracts/<uuid:contract>/", views.show, name="room"),
    path("contracts/<uuid:contract>/panels/", views.panels, name="panels"),
    path("messages/", views.inbox, name="inbox"),
    path("messages/<uuid:thread>/", views.thread, name="thread"),
    path("messages/<uuid:thread>/messages/", views.messages, name="messages"),
    path("messages/<uuid:thread>/reading/", views.reading, name="reading"),
    path("messages/files/<uuid:file>/", views.attachment, name="file"),
    path("proposals/<uuid:proposal>/talk/", views.talk, name="talk"),
]

from django.urls import path

from marketplace.members.views import settings, talent

app_name = "members"
urlpatterns = [
    path("talent/", talent.talent, name="talent"),
    path("talent/<slug:handle>/", talent.profile, name="profile"),
    path("talent/<slug:handle>/portfolio/<uuid:uuid>/", talent.piece, name="piece"),
    path("settings/", settings.index, name="settings"),
    path("settings/profile/", settings.face, name="face"),
    path("settings/skills/", settings.craft, name="craft"),
    path("settings/company/", settings.house, name="house"),
    path("settings/portfolio/", settings.portfolio, name="portfolio"),
    path("settings/portfolio/<uuid:uuid>/removal/", settings.piece_removal, name="piece_removal"),
]

"""The operator's console, on the public host."""

from django.urls import path

from console.views import bills, front, marketplaces, moves

app_name = "console"
urlpatterns = [
    path("operator/", front.dashboard, name="dashboard"),
    path("operator/plans/", front.plans, name="plans"),
    path("operator/marketplaces/", marketplaces.listing, name="marketplaces"),
    path("operator/marketplaces/new/", marketplaces.new, name="new"),
    path("operator/marketplaces/<slug:slug>/", marketplaces.one, name="marketplace"),
    path("operator/marketplaces/<slug:slug>/gallery/", marketplaces.gallery, name="gallery"),
    path("operator/marketplaces/<slug:slug>/gallery/page/<slug:layout>/", marketplaces.gallery, name="gallery_page"),
    path("operator/marketplaces/<slug:slug>/building/", moves.building, name="building"),
    path("operator/marketplaces/<slug:slug>/suspension/", moves.suspension, name="suspension"),
    path("operator/marketplaces/<slug:slug>/restoration/", moves.restoration, name="restoration"),
    path("operator/marketplaces/<slug:slug>/bills/", moves.billing, name="billing"),
    path("operator/bills/<uuid:uuid>/", bills.one, name="bill"),
    path("operator/bills/<uuid:uuid>/standing/", bills.standing, name="standing"),
    path("operator/bills/<uuid:uuid>/sending/", bills.sending, name="sending"),
]

"""`/contracts/…`. A contract's own page, the workroom, is named in workroom.urls."""

from django.urls import path

from marketplace.contracts import views

app_name = "contracts"

_MILESTONE = "contracts/<uuid:contract>/milestones/<uuid:milestone>"

urlpatterns = [
    path("contracts/", views.contracts, name="contracts"),
    path("contracts/<uuid:contract>/milestones/", views.milestones, name="milestones"),
    path(f"{_MILESTONE}/agreement/", views.agreement, name="agreement"),
    path(f"{_MILESTONE}/removal/", views.removal, name="removal"),
    path(f"{_MILESTONE}/funding/", views.funding, name="funding"),
    path(f"{_MILESTONE}/delivery/", views.delivery, name="delivery"),
    path(f"{_MILESTONE}/changes/", views.changes, name="changes"),
    path(f"{_MILESTONE}/release/", views.release, name="release"),
    path(f"{_MILESTONE}/cancellation/", views.cancellation, name="cancellation"),
    path(f"{_MILESTONE}/refund/", views.refund, name="refund"),
    path("contracts/<uuid:contract>/end/", views.end, name="end"),
    path("contracts/<uuid:contract>/pause/", views.pause, name="pause"),
    path("contracts/<uuid:contract>/bonus/", views.bonus, name="bonus"),
    path("contracts/<uuid:contract>/receipts/", views.receipts, name="receipts"),
    path("contracts/<uuid:contract>/files/<uuid:file>/", views.contract_file, name="file"),
]

from django.urls import path

from marketplace.jobs.views import editing, inbox, jobs, offers, proposals

app_name = "jobs"
urlpatterns = [
    path("jobs/", jobs.job_list, name="list"),
    path("jobs/new/", editing.new, name="new"),
    path("jobs/mine/", jobs.mine, name="mine"),
    path("jobs/<uuid:uuid>/", jobs.job, name="job"),
    path("jobs/<uuid:uuid>/edit/", editing.edit, name="edit"),
    path("jobs/<uuid:uuid>/moves/<slug:verb>/", editing.move, name="job_move"),
    path("jobs/<uuid:uuid>/files/<uuid:kept>/", jobs.job_file, name="file"),
    path("jobs/<uuid:uuid>/files/<uuid:kept>/removal/", editing.file_removal, name="file_removal"),
    path("jobs/<uuid:uuid>/proposals/", inbox.inbox, name="inbox"),
    path("jobs/<uuid:uuid>/proposals/comparison/", inbox.comparison, name="comparison"),
    path("jobs/<uuid:uuid>/proposals/new/", proposals.new, name="propose"),
    path("jobs/<uuid:uuid>/proposals/fee/", proposals.fee, name="fee"),
    path("proposals/", proposals.mine, name="proposals"),
    path("proposals/<uuid:uuid>/", proposals.proposal, name="proposal"),
    path("proposals/<uuid:uuid>/moves/<slug:verb>/", proposals.move, name="proposal_move"),
    path("proposals/<uuid:uuid>/decline/", proposals.decline, name="decline"),
    path("proposals/<uuid:uuid>/files/<uuid:kept>/", proposals.proposal_file, name="proposal_file"),
    path("proposals/<uuid:uuid>/files/<uuid:kept>/removal/", proposals.file_removal, name="proposal_file_removal"),
    path("proposals/<uuid:uuid>/offers/new/", offers.new, name="offer_new"),
    path("proposals/<uuid:uuid>/offers/cost/", offers.cost, name="offer_cost"),
    path("offers/", offers.offers, name="offers"),
    path("offers/<uuid:uuid>/", offers.offer, name="offer"),
    path("offers/<uuid:uuid>/acceptance/", offers.acceptance, name="acceptance"),
    path("offers/<uuid:uuid>/decline/", offers.decline, name="offer_decline"),
    path("offers/<uuid:uuid>/withdrawal/", offers.withdrawal, name="offer_withdrawal"),
]

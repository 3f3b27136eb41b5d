"""The public host's own pages; included at its root."""

from django.urls import path

from launch import states
from launch.views import building, front, preview, wizard

app_name = "launch"
urlpatterns = [
    path("", front.front, name="front"),
    path("pricing/", front.pricing, name="pricing"),
    path("sign-in/", front.sign_in, name="sign_in"),
    path("sign-in/<str:token>/", front.mine, name="mine"),
    path("sign-in/<str:token>/<slug:slug>/", front.visit, name="visit"),
    path("examples/", front.examples, name="examples"),
    path("examples/site-<slug:digest>.css", preview.site_css, name="site_css"),
    path("examples/looks-<slug:digest>.css", preview.looks_css, name="looks_css"),
    path("examples/<slug:slug>/", preview.example, name="example"),
    path("examples/<slug:slug>/job/", preview.example, {"kind": "job"}, name="example_job"),
    path("start/", wizard.start, name="start"),
    path("start/later/", wizard.later, name="later"),
    path("start/anew/", wizard.anew, name="anew"),
    path("start/resume/<str:token>/", wizard.resume, name="resume"),
    path("start/logo/", preview.logo, name="logo"),
    path("start/preview/<slug:kind>/", preview.page, name="preview"),
    path("start/building/", building.building, name="building"),
    path("start/building/steps/", building.progress, name="progress"),
    path("start/enter/", building.enter, name="enter"),
    *(path(f"start/{name}/", wizard.step, {"name": name}, name=name) for name in states.STEPS),
    *(path(f"start/{name}/typed/", wizard.typed, {"name": name}, name=f"typed_{name}") for name in states.STEPS),
]

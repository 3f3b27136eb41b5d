"""The launch checklist on the owner's console, and the button that takes the samples away."""

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import path
from wagtail import hooks
from wagtail.admin.ui.components import Component

from launch import checklist, samples
from launch.views import console
from marketplace.members import queries as members


class ChecklistPanel(Component):
    """Shown to the owner until nothing is left to do."""

    name = "launch_checklist"
    template_name = "launch/checklist.html"
    order = 10

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        found = checklist.items()
        return {
            "items": found,
            "done": sum(item.done for item in found),
            "has_samples": samples.exist(),
            "request": parent_context["request"],
            # A component is rendered without the request's own context.
            "csrf_token": get_token(parent_context["request"]),
        }


@hooks.register("construct_homepage_panels")
def add_checklist(request: HttpRequest, panels: list[Component]) -> None:
    if console.OWNER in members.staff_roles(request.user) and checklist.open_items():
        panels.append(ChecklistPanel())


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    return [path("launch/samples/", console.purge_samples, name="launch_purge_samples")]

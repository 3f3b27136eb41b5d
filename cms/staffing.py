"""Wagtail's users, with our pages: the installed app says which."""

from wagtail.users.apps import WagtailUsersAppConfig


class StaffConfig(WagtailUsersAppConfig):
    user_viewset = "cms.console.staff.StaffViewSet"

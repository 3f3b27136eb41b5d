from datetime import datetime
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuildhallConfig(AppConfig):
    name = "guildhall"
    label = "guildhall"

    def ready(self) -> None:
        from guildhall import checks  # noqa: F401 - registers them
        from tenants import fleet
        from tenants.provisioning import steps, template

        # Here and not in cms: an app that builds pages may not know how marketplaces are provisioned.
        template.furnish_with("cms.console.roles", "ensure_groups")
        template.furnish_with("cms.seeds", "lay_out")
        fleet.follow_with("cms.console.roles", "ensure_groups")
        steps.register("cms.pages", _pages, after="launch.trade", label=_("Writing your pages"))


def _pages(tenant: Any, *, actor: Any, at: datetime) -> None:
    from cms import seeds

    for language in dict.fromkeys([tenant.language, *tenant.languages]):
        seeds.seed_pages(language, at=at)

from datetime import datetime
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuildhallConfig(AppConfig):
    name = "guildhall"
    label = "guildhall"

    def ready(self) -> None:
        from guildhall import checks  # noqa: F401 - registers them
        from tenants.provisioning import steps

        # Here and not in cms: an app that builds pages may not know how marketplaces are provisioned.
        steps.register("cms.roles", _roles, after="site", label=_("Giving out the keys"))
        steps.register("cms.pages", _pages, after="launch.trade", label=_("Writing your pages"))


def _roles(tenant: Any, *, actor: Any, at: datetime) -> None:
    from cms.console import roles

    roles.ensure_groups()


def _pages(tenant: Any, *, actor: Any, at: datetime) -> None:
    from cms import seeds

    for language in dict.fromkeys([tenant.language, *tenant.languages]):
        seeds.seed_pages(language)

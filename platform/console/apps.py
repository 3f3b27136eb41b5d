from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsoleConfig(AppConfig):
    name = "console"
    label = "console"
    verbose_name = _("Operator's console")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from console import shut
        from tenants import routing

        routing.on_shut(shut.page)
